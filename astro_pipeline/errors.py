"""Every error this project raises, as one tree.

AstroError
├── InvalidBrief         a brief cannot be taken: .field, .value, .cure
│   └── OpenQuestions    prose that leaves open what must be known first: .questions, .draft
├── InvalidRequest       a decision, edit or waiver cannot be taken as it was asked
├── InvalidSetting       a variable, option or row of the catalog cannot be used: .field, .value, .cure
├── UnknownPrice         nobody has looked up what it costs, so it is not used: .model
├── UnknownCampaign      no campaign of that id lives in this home
├── CampaignBusy         another process is at work on the campaign
├── StaleInput           a value is missing or was made from something else
│   └── StaleApproval    an approval is missing, revoked, or about something else
├── StaleDecision        somebody decides on a digest that is no longer current
├── MediaUnreadable      a picture, sound or film cannot be decoded
├── MissingGlyph         no installed font can draw a character
├── BudgetExceeded       a call would pass a ceiling: .campaign, .scope, .spent, .asked, .ceiling (USD)
└── ProviderError        a provider said no: .provider, .status
    ├── NotAccepted      surely not accepted; may be submitted again after .retry_after seconds
    │   └── OutOfCredit  the account has no money or quota left: asking again soon changes nothing
    ├── Ambiguous        may have been accepted; never submitted again blindly
    ├── Refused          content policy; never retried
    ├── Rejected         our request is wrong
    │   └── Retired      the vendor no longer serves the model
    ├── JobFailed        accepted, then failed at the provider
    ├── Unfinished       accepted and still at work; the next run goes on with the same job
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


class OpenQuestions(InvalidBrief):
    """A prose brief that leaves open what must be known first; `draft` is what it does say, as YAML."""

    def __init__(self, name: str, questions: tuple[str, ...], draft: str) -> None:
        self.questions = questions
        self.draft = draft
        listed = "".join(f"\n  {number}. {question}" for number, question in enumerate(questions, 1))
        super().__init__(name, f"{len(questions)} open", "answer its questions in the draft")
        self.args = (f"{name}: to be answered before money is spent:{listed}",)


class InvalidRequest(AstroError):
    """A decision, edit or waiver that cannot be taken as it was asked."""


class InvalidSetting(AstroError):
    """A setting of this installation that cannot be used, with the field, the value and the cure."""

    def __init__(self, field: str, value: object, cure: str) -> None:
        self.field = field
        self.value = value
        self.cure = cure
        super().__init__(f"{field}: {_short(value)} cannot be used; {cure}")


class UnknownPrice(AstroError):
    """A model, or a way of using it, whose price is not known: never taken as zero."""

    def __init__(self, model: str, used: str) -> None:
        self.model = model
        super().__init__(
            f"{model}: no price is known for {used}; "
            "name another model in ASTRO_PROVIDERS or write its price in catalog.yaml"
        )


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

    def __init__(
        self,
        campaign: str,
        *,
        spent: Decimal,
        asked: Decimal,
        ceiling: Decimal,
        scope: str = "campaign",
        name: str = "",
    ) -> None:
        self.campaign = campaign
        self.spent = spent
        self.asked = asked
        self.ceiling = ceiling
        self.scope = scope
        """Whose ceiling: campaign, day, user or provider."""
        held = "" if scope == "campaign" else f"the ceiling of {scope} {name}: "
        cure = {
            "campaign": "raise spend_limit_usd or drop a placement",
            "day": "go on tomorrow or raise ASTRO_DAY_CEILING_USD",
            "user": "go on tomorrow or raise ASTRO_USER_CEILING_USD",
            "provider": "go on tomorrow or raise ASTRO_PROVIDER_CEILING_USD",
        }[scope]
        super().__init__(
            f"{campaign}: {held}{spent:.2f} of {ceiling:.2f} USD spent or reserved, {asked:.2f} asked; {cure}"
        )


class ProviderError(AstroError):
    """A provider said no. `status` is the HTTP status where there was one.

    `cost_usd` is what the vendor bills all the same (the tokens of a refused answer, of an answer that
    never took the shape asked for) and `posts` how many requests it accepted on the way.
    """

    def __init__(
        self,
        message: str,
        *,
        provider: str,
        status: int | None = None,
        cost_usd: Decimal = Decimal(0),
        posts: int = 0,
    ) -> None:
        self.provider = provider
        self.status = status
        self.cost_usd = cost_usd
        self.posts = posts
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


class OutOfCredit(NotAccepted):
    """The account at the vendor has no money or quota left: not retried, another candidate may serve."""


class Ambiguous(ProviderError):
    """May have been accepted (timeout, cut, 5xx): never submitted again blindly."""


class Refused(ProviderError):
    """The provider's content policy said no: never retried."""


class Rejected(ProviderError):
    """Our request is wrong: sending it again changes nothing."""


class Retired(Rejected):
    """The vendor no longer serves the model: nothing was made, another candidate may."""


class JobFailed(ProviderError):
    """The job was accepted and failed at the provider."""


class Unfinished(ProviderError):
    """The job was accepted and is still at work: the next run goes on with it."""


class Gone(ProviderError):
    """The job, or its result, is no longer at the provider."""


def _short(value: object, limit: int = 120) -> str:
    text = repr(value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
