"""A campaign's life: intake, desk, files, what is due, package. Knows no Dagster."""
