"""What every vendor on the server has: routes, an account, jobs, files, and ways to say no."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import ClassVar, Literal, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from astro_pipeline.providers.catalog import EVERY, load_catalog
from astro_pipeline.providers.prices import priced
from astro_pipeline_tests.vendors import goods
from astro_pipeline_tests.vendors.bill import Bill
from astro_pipeline_tests.vendors.scenario import BEFORE, DELIVERY, SPOILED, Scenario
from astro_pipeline_tests.vendors.speech import Asked, Reply, told

Family = Literal["picture", "film", "sound"]
Handler = Callable[..., Reply]
Body = TypeVar("Body", bound=BaseModel)

_OVERSIZED = 300 << 20


class House(Protocol):
    """What a vendor is given by the server it lives on."""

    bill: Bill
    looks: int
    """How often a job is found unfinished before it is done."""
    url: str

    def fate(self, vendor: str) -> Scenario:
        """What becomes of the next paid request."""
        ...

    def problem(self, what: str) -> None:
        """Note a request or an answer that breaks the contract."""
        ...

    def seconds(self) -> float:
        """The clock, for jobs that take a while."""
        ...

    def lasts(self, family: Family) -> float:
        """How long such a job takes at least, in seconds."""
        ...


@dataclass(slots=True)
class Job:
    """Something a vendor makes."""

    id: str
    vendor: str
    family: Family
    asked: dict[str, object]
    usd: Decimal
    fate: Scenario
    marker: str = ""
    """What the caller wants to find it by."""
    size: tuple[int, int] = (96, 96)
    seconds: float = 1.0
    form: str = "PNG"
    looks_left: int = 0
    ready_at: float = 0.0
    stopped: bool = False
    facts: dict[str, object] = field(default_factory=dict[str, object])


class Vendor:
    """One vendor. A subclass names its routes and says yes in its own words.

    A paid route ends with `self.sell(asked, job, answer)`; a route that only looks uses `self.look(id)`.
    """

    name: ClassVar[str]
    prefix: ClassVar[str] = ""
    """What stands between the vendor's address and its paths and belongs to the base URL: "/v1"."""
    routes: ClassVar[tuple[tuple[str, str, str], ...]] = ()
    """Method, path with {names}, and the handler's name: ("POST", "/v1/x/{id}", "begin")."""
    document: ClassVar[str] = ""
    """The file of the vendor's own API document, e.g. replicate.json."""
    document_cut: ClassVar[str] = ""
    """What the document's server address already holds of our paths, e.g. "/v1"."""
    forgiven: ClassVar[tuple[str, ...]] = ()
    """Parts of what the checker says where the service takes more than its document declares."""
    key: ClassVar[str] = "key-of-the-loopback-vendor"
    second_key: ClassVar[str] = ""
    """Of a vendor that wants two."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.jobs: dict[str, Job] = {}
        self._patterns = [
            (method, re.compile(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", path) + "$"), handler)
            for method, path, handler in self.routes
        ]

    def document_of(self, path: str) -> str:
        """The document that tells of that path, for a vendor that has several."""
        del path
        return self.document

    def reply(self, asked: Asked) -> Reply | None:
        """The reply to a request, None where there is no such route."""
        for method, pattern, handler in self._patterns:
            found = pattern.match(asked.path)
            if method == asked.method and found:
                if not self.opens(asked):
                    return self.no(401, "unauthorized", "no such key")
                answer: Handler = getattr(self, handler)
                return answer(asked, **found.groupdict())
        return None

    def opens(self, asked: Asked) -> bool:
        """Whether the request carries our key."""
        return asked.headers.get("authorization") == f"Bearer {self.key}"

    def no(self, status: int, code: str, message: str, **headers: str) -> Reply:
        """A no in the vendor's words."""
        return told({"error": {"code": code, "message": message, "type": code}}, status, **headers)

    def refuse(self, asked: Asked) -> Reply:
        """The content policy's no, where it is said before a job begins."""
        del asked
        return self.no(400, "content_policy_violation", "this prompt is not allowed")

    def said_before(self, fate: Scenario, asked: Asked) -> Reply:
        """Noes that cost nothing."""
        match fate:
            case Scenario.TOO_MANY:
                return self.no(429, "rate_limit_exceeded", "slow down", retry_after="1")
            case Scenario.TOO_MANY_INSIDE:
                inside = {"error": {"code": 429, "message": "slow down"}}
                return replace(told(inside, 200), spoiled=fate)  # no document has it
            case Scenario.NO_QUOTA:
                return self.no(429, "insufficient_quota", "you exceeded your current quota")
            case Scenario.RETIRED:
                return self.no(404, "model_not_found", "this model has been retired")
            case Scenario.BROKEN:
                return self.no(500, "internal_error", "try again")
            case _:
                return self.refuse(asked)

    def read(self, asked: Asked, shape: type[Body]) -> Body | Reply:
        """The request's body as the typed model; a 422, noted, where it is not."""
        try:
            return shape.model_validate_json(asked.body)
        except ValidationError as exc:
            self.house.problem(f"{self.name} {asked.method} {asked.path}: {exc.errors()[0]}")
            return self.no(422, "invalid_request", "the body is not what it should be")

    def sell(self, asked: Asked, begin: Callable[[Scenario], Job], answer: Callable[[Job], Reply]) -> Reply:
        """A paid request: what is said before, or the job begun, billed and answered, spoiled or not.

        `begin` makes the job with its fate; `answer` what the vendor then says.
        """
        fate = self.house.fate(self.name)
        if fate in BEFORE:
            return self.said_before(fate, asked)
        job = begin(fate)
        self.jobs[job.id] = job
        if fate is not Scenario.JOB_FAILED:
            self.house.bill.charge(self.name, job.id, job.usd)
        good = answer(job)
        if fate not in SPOILED:
            return good
        return Reply(good.status, good.body, good.media_type, good.headers, spoiled=fate)

    def new_job(
        self,
        family: Family,
        asked: Mapping[str, object],
        *,
        usd: Decimal,
        fate: Scenario,
        marker: str = "",
        size: tuple[int, int] = (96, 96),
        seconds: float = 1.0,
    ) -> Job:
        """A job with the next number."""
        return Job(
            id=f"{self.name}-{len(self.jobs) + 1:04d}",
            vendor=self.name,
            family=family,
            asked=dict(asked),
            usd=usd,
            fate=fate,
            marker=marker,
            size=size,
            seconds=seconds,
            looks_left=self.house.looks,
            ready_at=self.house.seconds() + self.house.lasts(family),
        )

    def price(self, model: str, *, usual: str, variant: str = EVERY, **used: Decimal | int) -> Decimal:
        """What so many images or seconds of a model are billed: by the catalog, where it knows the model."""
        row = load_catalog().models.get(f"{self.name}/{model}")
        if row is None or row.price == "unknown" or row.price.unit == "million tokens":
            return Decimal(usual) * next(iter(used.values()))
        return priced(row, variant=variant, **used)

    def look(self, job_id: str) -> Job | None:
        """A job one look further on; None where it is not known (any more)."""
        job = self.jobs.get(job_id)
        if job is None or job.fate is Scenario.JOB_LOST:
            return None
        job.looks_left -= 1
        return job

    def finished(self, job: Job) -> bool:
        """Whether it has come to its end."""
        return job.looks_left < 0 and self.house.seconds() >= job.ready_at

    def address(self, job: Job) -> str:
        """Where its result lies."""
        return f"{self.house.url}/files/{self.name}/{job.id}"

    def file(self, job_id: str) -> Reply:
        """A result, or what became of it."""
        job = self.jobs.get(job_id)
        if job is None or job.fate is Scenario.EXPIRED:
            return Reply(404, b"<html>not here</html>", "text/html")
        if job.fate is Scenario.PRIVATE:
            return Reply(302, b"", headers={"location": "http://169.254.169.254/latest/meta-data/"})
        return Reply(200, self.content(job), _MEDIA_TYPES[job.family])

    def content(self, job: Job) -> bytes:
        """The bytes that were made, or what is given out for them."""
        if job.fate in DELIVERY:
            match job.fate:
                case Scenario.PIXEL_BOMB if job.family == "picture":
                    return goods.pixel_bomb()
                case Scenario.OVERSIZED:
                    return bytes(_OVERSIZED)
                case Scenario.GARBAGE | Scenario.PIXEL_BOMB:
                    return b"<html><body>not what you asked for</body></html>"
                case _:
                    pass
        match job.family:
            case "picture":
                return goods.picture(*job.size, form=job.form)
            case "film":
                return goods.film(*job.size, job.seconds)
            case _:
                return goods.sound(job.seconds)


_MEDIA_TYPES: dict[Family, str] = {"picture": "image/png", "film": "video/mp4", "sound": "audio/mpeg"}
