"""The storyboarder: scenes with picture, words and sound, and the cuts for each film length."""

from astro_pipeline.agents.asking import ask_for, refuse
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import Concepts, Copy, Storyboard, Strategy
from astro_pipeline.domain.review import Feedback
from astro_pipeline.provider import Ask

PROMPT = """\
You are a creative director who storyboards films. Write 4 to 7 scenes (up to 12 for 60 seconds) by
beats: hook, problem or promise, proof, offer, call. Each has a prompt for its picture (no lettering
in it), a text on the picture of 32 characters at most per language, a narration per language that
can be said in its shortest shot at 2.4 words a second, an emotion, a pace, a camera move and sound
cues (whoosh on changes, impact on the end card). Make one cut per ordered length: a shorter cut
drops scenes, the hook lasts 3 seconds at most, no shot under 1.6 seconds, the call comes last, and
the shots sum exactly to the length. The narration reads as one spoken piece; the text on the picture
is the short form of what is said, or the next fact. The hook is a tension or a benefit, not only a
name. Narration the customer gave is used word for word."""
VERSION = "2"

OVERLAY_LIMIT = 32


def draw_storyboard(
    brief: Brief, strategy: Strategy, *, copy: Copy, concepts: Concepts, ask: Ask, feedback: Feedback
) -> Storyboard:
    """Scenes and cuts.

    Raises: JobFailed if the answer has the wrong shape, a cut does not add up or does not end on
    the call, or a text on a picture is too long.
    """
    board, done = ask_for(
        Storyboard, PROMPT, craft="storyboarder", version=VERSION, item="storyboard",
        inputs={"strategy": strategy, "copy": copy, "concepts": concepts},
        brief=brief, feedback=feedback, ask=ask,
    )  # fmt: skip
    wrong = next(iter(faults(board, brief)), None)
    if wrong:
        raise refuse(done, "storyboard", wrong)
    return board.model_copy(update={"notes": (*board.notes, *done.notes)})


def faults(board: Storyboard, brief: Brief) -> list[str]:
    """What is wrong with the film's build, in sentences."""
    beats = {scene.id: scene.beat for scene in board.scenes}
    found = [
        f"cut lengths are {sorted(c.seconds for c in board.cuts)}, ordered {sorted(set(brief.film.seconds))}"
    ]
    if sorted(cut.seconds for cut in board.cuts) == sorted(set(brief.film.seconds)):
        found.clear()
    for cut in board.cuts:
        total = sum(shot.seconds for shot in cut.shots)
        if abs(total - cut.seconds) > 1e-6:
            found.append(f"the shots of {cut.seconds} s sum to {total}")
        unknown = [shot.scene for shot in cut.shots if shot.scene not in beats]
        if unknown:
            found.append(f"{cut.seconds} s shows scenes that do not exist: {', '.join(unknown)}")
        elif not cut.shots or beats[cut.shots[-1].scene] != "call":
            found.append(f"{cut.seconds} s does not end on the call")
    for scene in board.scenes:
        found += [
            f"{scene.id}: “{text}” is over {OVERLAY_LIMIT} characters"
            for text in scene.overlay.values()
            if len(text) > OVERLAY_LIMIT
        ]
    return found
