"""Reports: notebooks executed and frozen into one HTML file each, in both languages, that can say where
every number came from. ``make_reports`` makes what changed."""
from analysis.report.build import Outcome, make_reports
from analysis.report.content import Content, Variant

__all__ = ["Content", "Outcome", "Variant", "make_reports"]
