"""How long the command line takes to start, over Python's own start.

Runs Python doing nothing, `import astro_pipeline` and `astro-pipeline --help` in turns, and
prints the median of what the last two add.
"""

import statistics
import subprocess
import sys
import time

ROUNDS = 9
LIMIT_SECONDS = 0.3
CODES = {
    "python": "pass",
    "import astro_pipeline": "import astro_pipeline",
    "astro-pipeline --help": "from astro_pipeline.cli import exit_status; exit_status(['--help'])",
}


def main() -> int:
    """Print the table; 1 where a limit is passed."""
    rounds = [{name: seconds(code) for name, code in CODES.items()} for _ in range(ROUNDS)]
    worst = 0.0
    for name in list(CODES)[1:]:
        added = statistics.median(each[name] - each["python"] for each in rounds)
        worst = max(worst, added)
        print(f"{name:<24}{added:6.3f} s over Python's start (limit {LIMIT_SECONDS} s)")
    return 1 if worst > LIMIT_SECONDS else 0


def seconds(code: str) -> float:
    """Wall time of a fresh Python that runs `code`."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
