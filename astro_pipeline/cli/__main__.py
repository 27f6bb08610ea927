"""`python -m astro_pipeline.cli` is `astro-pipeline`."""

from astro_pipeline.cli import main

main()
