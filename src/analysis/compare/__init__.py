"""Questions put to the tidy tables: DataFrame in, DataFrame out, and what may not be compared.

    across_counties(targets, indicator)      figures of different regions, in comparable groups
    across_years(targets, region, indicator) figures of one region, in comparable groups
    national_series(benchmarks, series)      a national series, cut at its breaks
    with_results(targets, documents)         targets with results; follow_up(…) how many are reported at all
    with_benchmarks(targets, benchmarks)     figures beside thresholds, national targets, national figures
    firmness(…), specificity(…)              how targets are worded
    compare_table(…)                         all of one indicator, for reading
    findings.findings(…)                     what the tables say, in sentences
    verdicts(one, other)                     whether two figures may be compared, and why not
"""
from analysis.compare.benchmarks import with_benchmarks
from analysis.compare.counties import across_counties
from analysis.compare.groups import n_comparable, reasons
from analysis.compare.guards import Verdict, guarded, verdicts
from analysis.compare.naming import UnknownName, find_indicator
from analysis.compare.results import ambitions, follow_up, with_results
from analysis.compare.table import HEADINGS, compare_table, footnoted
from analysis.compare.wording import firmness, specificity, with_area
from analysis.compare.years import across_years, national_series

__all__ = ["HEADINGS", "UnknownName", "Verdict", "across_counties", "across_years", "ambitions", "compare_table",
           "find_indicator", "firmness", "follow_up", "footnoted", "guarded", "n_comparable", "national_series", "reasons",
           "specificity", "verdicts", "with_area", "with_benchmarks", "with_results"]
