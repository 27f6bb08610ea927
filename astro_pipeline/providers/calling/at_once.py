"""What every provider that answers at once has in common: no job is ever left at it."""

from astro_pipeline.errors import Gone
from astro_pipeline.provider import Done, Pending, Search


class AnswersAtOnce:
    """The part of the contract that is about jobs, where there are none."""

    name: str

    def poll(self, job_id: str) -> Pending | Done:
        """Never of use: every request is answered by `submit`."""
        raise Gone(f"there is no job {job_id!r}; requests are answered at once", provider=self.name)

    def cancel(self, job_id: str) -> bool:
        """Nothing runs on after `submit`, whatever the job is called."""
        del job_id
        return False

    def find(self, key: str) -> Search:
        """It keeps no jobs, so none can be lost."""
        del key
        return "absent"


class PaidAtOnce(AnswersAtOnce):
    """The same at a vendor: a lost answer cannot be found again."""

    def find(self, key: str) -> Search:
        """It lists nothing: whether it was paid for is not known, and it is not asked for again."""
        del key
        return "unknown"
