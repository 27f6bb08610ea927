"""Every error this project raises, as one tree.

AstroError
├── InvalidBrief         a brief cannot be taken: .field, .value, .cure
├── InvalidRequest       a decision, edit or waiver cannot be taken as it was asked
├── UnknownCampaign      no campaign of that id lives in this home
├── CampaignBusy         another process is at work on the campaign
├── StaleInput           a value is missing or was made from something else
│   └── StaleApproval    an approval is missing, revoked, or about something else
├── StaleDecision        somebody decides on a digest that is no longer current
├── MediaUnreadable      a picture, sound or film cannot be decoded
├── MissingGlyph         no installed font can draw a character
├── BudgetExceeded       a call would pass a ceiling: .campaign, .spent, .asked, .ceiling (USD)
└── ProviderError        a provider said no: .provider, .status
    ├── NotAccepted      surely not accepted; may be submitted again after .retry_after seconds
    ├── Ambiguous        may have been accepted; never submitted again blindly
    ├── Refused          content policy; never retried
    ├── Rejected         our request is wrong
    ├── JobFailed        accepted, then failed at the provider
    └── Gone             the job or its result is no longer there
"""

from decimal import Decimal


class AstroError(Exception):
    """Base of everything this project raises on purpose."""


class InvalidBrief(AstroError):
    """A brief that cannot be taken, with the field, the value and the cure."""

    def __init__(self, field: str, value: object, cure: str) -> None:
        self.field = field
        self.value = value
        self.cure = cure
        super().__init__(f"{field}: {_short(value)} cannot be used; {cure}")


class InvalidRequest(AstroError):
    """A decision, edit or waiver that cannot be taken as it was asked."""


class UnknownCampaign(AstroError):
    """No campaign of that id lives in this home."""


class CampaignBusy(AstroError):
    """Another process is at work on the campaign."""


class StaleInput(AstroError):
    """A value is missing, or was made from something that has changed since."""


class StaleApproval(StaleInput):
    """An approval is missing, was revoked, or is about something else."""


class StaleDecision(AstroError):
    """A decision about a digest that is no longer current."""


class MediaUnreadable(AstroError):
    """A picture, sound or film that cannot be decoded."""


class MissingGlyph(AstroError):
    """No installed font can draw a character of a text."""


class BudgetExceeded(AstroError):
    """A call that would pass a ceiling, and was therefore not made. All amounts in USD."""

    def __init__(self, campaign: str, *, spent: Decimal, asked: Decimal, ceiling: Decimal) -> None:
        self.campaign = campaign
        self.spent = spent
        self.asked = asked
        self.ceiling = ceiling
        super().__init__(
            f"{campaign}: {spent:.2f} of {ceiling:.2f} USD spent, {asked:.2f} asked; "
            "raise spend_limit_usd or drop a placement"
        )


class ProviderError(AstroError):
    """A provider said no. `status` is the HTTP status where there was one."""

    def __init__(self, message: str, *, provider: str, status: int | None = None) -> None:
        self.provider = provider
        self.status = status
        super().__init__(f"{provider}: {message}")


class NotAccepted(ProviderError):
    """Surely not accepted (429, connection refused): may be submitted again."""

    def __init__(
        self,
        message: str,
        *,
        provider: str,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.retry_after = retry_after
        super().__init__(message, provider=provider, status=status)


class Ambiguous(ProviderError):
    """May have been accepted (timeout, cut, 5xx): never submitted again blindly."""


class Refused(ProviderError):
    """The provider's content policy said no: never retried."""


class Rejected(ProviderError):
    """Our request is wrong: sending it again changes nothing."""


class JobFailed(ProviderError):
    """The job was accepted and failed at the provider."""


class Gone(ProviderError):
    """The job, or its result, is no longer at the provider."""


def _short(value: object, limit: int = 120) -> str:
    text = repr(value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
