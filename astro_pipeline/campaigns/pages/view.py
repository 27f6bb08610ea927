"""What a review page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from astro_pipeline.campaigns.due import Ruling
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import ImageVariants, MediaFile, Music, SoundEffects, Video, Voiceover
from astro_pipeline.domain.plan import Concepts, Copy, Storyboard, Strategy
from astro_pipeline.domain.review import Decision, Finding, Gate, QaReport, Waiver


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A gate, how it stands, what is known of its subject, and the subject itself."""

    brief: Brief
    gate: Gate
    digest: str
    """Of the subject, as it lies there now: a decision names it."""
    ruling: Ruling
    """What the gate says of that subject."""
    findings: tuple[Finding, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    decisions: tuple[Decision, ...] = ()
    days: Mapping[int, date] = field(default_factory=dict[int, date])
    """The day of each decision, by its number; of the policy's by 0."""
    next_act_usd: Decimal | None = None
    """The most that what follows the approval can cost; None where it is not known."""
    strategy: Strategy | None = None
    concepts: Concepts | None = None
    copy: Copy | None = None
    storyboard: Storyboard | None = None
    image_variants: ImageVariants | None = None
    voiceover: Voiceover | None = None
    music: Music | None = None
    sound_effects: SoundEffects | None = None
    video: Video | None = None
    qa_report: QaReport | None = None

    @property
    def closing(self) -> tuple[Finding, ...]:
        """Failing findings nobody waived: they keep the gate closed."""
        waived = {(each.rule, each.file) for each in self.waivers}
        return tuple(each for each in self.findings if each.closes and (each.rule, each.file) not in waived)

    @property
    def sent_back(self) -> Decision | None:
        """The rejection that is the last word on what lies there now."""
        said = [each for each in self.decisions if (each.gate, each.digest) == (self.gate, self.digest)]
        return said[-1] if said and said[-1].verdict == "reject" else None

    @property
    def files(self) -> tuple[MediaFile, ...]:
        """Every file that is shown."""
        return (
            *(self.image_variants.files if self.image_variants else ()),
            *(each.file for each in (self.voiceover.segments if self.voiceover else ())),
            *(each.file for each in (self.music.beds if self.music else ())),
            *(each.file for each in (self.sound_effects.effects if self.sound_effects else ())),
            *(file for film in (self.video.films if self.video else ()) for file in film.files),
        )
