"""Charts of what may be compared, and the table with reasons where nothing may."""
from __future__ import annotations

import pandas as pd

from analysis.charts import Chart, NoChart, among, bars
from analysis.words import Text

SOURCE = Text("来源：虚构。", "Source: invented.")


def grouped(*groups, indicator="compulsory_retention_rate"):
    """Rows of an indicator, each with the number of its group (None: alone)."""
    rows = [{"region_code": f"99000{n}", "region_name": f"虚构{n}县", "year": 2024, "indicator": indicator, "value": 95.0 + n, "value_upper": None, "comparator": ">=",
             "unit": "percent", "kind": "target", "scope": "", "basis": "", "award_level": "", "status": "confirmed", "statement_ids": f"invented@{n}", "measure": "level",
             "group": group, "caution": Text("须注意甲。", "Mind this.") if group else None, "reason": None if group else Text("没有他县。", "No other county.")}
            for n, group in enumerate(groups)]
    frame = pd.DataFrame(rows, columns=list(rows[0]) if rows else ["group", "kind", "indicator"])
    return frame.assign(group=pd.array(frame["group"], dtype="Int64"))


def test_each_group_has_a_chart_of_its_own_with_what_to_mind():
    made = among(grouped(1, 2, 1, 2, None), "en", SOURCE, Text("总注意。", "In general."))
    assert [type(chart) for chart in made] == [Chart, Chart]
    assert [set(chart.data["statement_ids"]) for chart in made] == [{"invented@0", "invented@2"}, {"invented@1", "invented@3"}]
    assert made[0].caption.endswith("In general. Mind this.")


def test_a_title_names_indicator_and_kind():
    assert [among(grouped(1, 1), lang, SOURCE)[0].title for lang in ("zh", "en")] == ["九年义务教育巩固率：目标", "Nine-year compulsory retention rate: target"]


def test_without_two_that_compare_there_is_a_table_with_each_reason():
    made = among(grouped(None, None), "zh", SOURCE, draw=bars)
    assert [type(one) for one in made] == [NoChart]
    html = made[0]._repr_html_()
    assert html.count("没有他县。") == 2 and "不作图" in html and "95%" in html
    assert "已确认" not in html and "口径" not in html, "columns that tell nothing are left out"


def test_one_figure_in_a_group_is_no_comparison():
    made = among(grouped(1, None), "en", SOURCE)
    assert isinstance(made[0], NoChart)


def test_no_rows_no_chart():
    assert among(grouped(1).iloc[:0], "zh", SOURCE) == []
