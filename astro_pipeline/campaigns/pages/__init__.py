"""Pages people read: what waits for a decision, and what was delivered."""

from astro_pipeline.campaigns.pages.delivery import delivery_page
from astro_pipeline.campaigns.pages.markdown import to_markdown
from astro_pipeline.campaigns.pages.report import report_page
from astro_pipeline.campaigns.pages.review import review_page
from astro_pipeline.campaigns.pages.view import ReviewView

__all__ = ["ReviewView", "delivery_page", "report_page", "review_page", "to_markdown"]
