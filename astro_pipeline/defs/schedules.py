"""The schedules: editions that are due are begun, and paid calls that were left open are looked after."""

from datetime import timedelta

import dagster as dg

from astro_pipeline.campaigns.due import due
from astro_pipeline.defs.jobs import reconcile_spend, run_campaign
from astro_pipeline.defs.resources import Studio


@dg.schedule(
    job=run_campaign,
    cron_schedule="0 3 * * *",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
def refresh_campaigns(context: dg.ScheduleEvaluationContext, studio: Studio) -> dg.SkipReason:
    """Begins the editions that are due; the advance sensor sees them in the log and runs them."""
    desk, day = studio.desk(), context.scheduled_execution_time.date()
    begun: list[str] = []
    for campaign in desk.campaigns():
        brief = desk.brief(campaign)
        if brief.refresh_days is None or brief.run_date is None or due(desk, campaign):
            continue
        periods = (day - brief.run_date).days // brief.refresh_days
        date_due = brief.run_date + timedelta(days=periods * brief.refresh_days)
        if periods > 0 and desk.refresh(campaign, actor="schedule", due=date_due):
            begun.append(campaign)
    return dg.SkipReason(f"editions begun: {', '.join(begun)}" if begun else "no edition is due")


reconcile_nightly = dg.ScheduleDefinition(
    name="reconcile_nightly",
    job=reconcile_spend,
    cron_schedule="30 3 * * *",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Polls or finds what paid calls left open, and reports how far quotes are from costs.",
)
