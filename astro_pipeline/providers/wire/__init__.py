"""What goes over the wire, vendor by vendor: the requests we send and the answers we read.

A request's model is closed: what the vendor does not take cannot be sent. An answer's model is open and
names only what is used: vendors add fields at any time. Each file says where its shapes were looked up.
"""

from pydantic import BaseModel, ConfigDict


class Sent(BaseModel):
    """A body we send."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, protected_namespaces=())


class Told(BaseModel):
    """A body we read."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True, protected_namespaces=())
