"""Small invented frames in the shape of `targets` and its neighbours."""
import pandas as pd
import pytest

from analysis import charts, schema
from analysis.words import Text

FRAMES = {"dots": "rates", "bars": "counts", "series": "rates", "ladder": "steps", "shares": "wording", "matrix": "coverage"}
SOURCE, CAVEAT = Text("三份虚构的计划", "three invented plans"), Text("只为测试", "for tests only")


def row(region="370481", year=2024, kind="target", value=95.0, comparator="=", unit="percent", **more):
    """A row of `targets`; what is not given is blank."""
    known = {"region_code": region, "year": year, "kind": kind, "value": value, "comparator": comparator, "unit": unit,
             "indicator": "preschool_gross_enrollment_rate", "measure": "level", "status": "confirmed", "value_upper": None,
             "statement_ids": f"{region}-{year}-plan@{int(value or 0)}{kind[0]}", **more}
    return {name: known.get(name, "") for name in ("target_id", *schema.TABLES["targets"])} | more


def frame(*rows) -> pd.DataFrame:
    made = pd.DataFrame(list(rows))
    return made.astype({"value": "float64", "value_upper": "float64", "year": "Int64"})


@pytest.fixture(scope="session")
def rates() -> pd.DataFrame:
    return frame(row(value=98, comparator=">="), row(year=2023, kind="result", value=97.5),
                 row("331024", 2021, "target", None, missing_reason="masked"), row("331024", 2021, "result", None, missing_reason="masked"),
                 row("420325", 2024, "target", 92, value_upper=95), row("420325", 2023, "result", 91.3, "~", status="unreviewed"),
                 row("320116", 2012, "target", 90, "<=", status="unreviewed"), row("320116", 2012, "reference", 86))


@pytest.fixture(scope="session")
def counts() -> pd.DataFrame:
    school = {"unit": "institution", "indicator": "schools_designated"}
    return frame(row(value=2, award_level="provincial", scope="甲类示范学校", **school), row(value=16, award_level="prefecture", scope="乙类学校", **school),
                 row("420325", 2023, "result", 111, award_level="county", scope="丙类学校", **school),
                 row("331024", 2021, "target", None, award_level="provincial", scope="甲类示范学校", missing_reason="masked", **school))


@pytest.fixture(scope="session")
def thresholds() -> pd.DataFrame:
    return pd.DataFrame({"name": [Text("认定门槛 ≥85%", "threshold of recognition ≥85%"), Text("旧的目标 80%", "former target 80%")],
                         "value": [85.0, 80.0], "evidence": ["primary", "unseen"]})


@pytest.fixture(scope="session")
def national() -> pd.DataFrame:
    years = [2017, 2018, 2019, 2020, 2021, 2023]
    return pd.DataFrame({"name": [Text("全国", "China")] * 6, "year": years, "value": [80.0, 82.0, 84.0, 86.0, 88.0, 91.0],
                         "evidence": ["unseen", "unseen", *["primary"] * 4]})


@pytest.fixture(scope="session")
def breaks() -> pd.DataFrame:
    return pd.DataFrame({"year": [2020], "name": [Text("换了口径", "another definition")]})


@pytest.fixture(scope="session")
def steps() -> pd.DataFrame:
    creation = Text("普及普惠县", "preschool county")
    rows = [("370481", "start", 2023, "result", "confirmed"), ("370481", "nation", 2026, "target", "unreviewed"), ("420325", "province", None, "target", "confirmed")]
    return pd.DataFrame([{"region_code": code, "creation": creation, "step": step, "year": year, "kind": kind, "status": status,
                          "statement_ids": f"{code}@{step}"} for code, step, year, kind, status in rows])


@pytest.fixture(scope="session")
def wording() -> pd.DataFrame:
    rows = [("preschool", "firm", 5), ("preschool", "plain", 12), ("compulsory", "plain", 30), ("compulsory", "aspirational", 2)]
    return pd.DataFrame([{"area": area, "commitment": code, "n": n, "statement_ids": f"{area}@{n} {area}@{n}b"} for area, code, n in rows])


@pytest.fixture(scope="session")
def coverage() -> pd.DataFrame:
    states = list(schema.CODES["coverage"])
    indicators = ["preschool_gross_enrollment_rate", "public_preschool_share", "dropout_rate", "schools_built"]
    return pd.DataFrame([{"region_code": code, "plan_year": year, "indicator": indicator, "coverage": states[(3 * n + m) % len(states)],
                          "statement_ids": f"{code}@{n} {code}@{n}b" if (3 * n + m) % len(states) < 5 else ""}
                         for m, (code, year) in enumerate([("370481", 2024), ("420325", 2024)]) for n, indicator in enumerate(indicators)])


@pytest.fixture(scope="session")
def drawn(request):
    """Charts by kind and language, each made once; ``fresh`` makes it anew."""
    made = {}

    def draw(kind: str, lang: str, fresh: bool = False):
        if fresh or (kind, lang) not in made:
            made[kind, lang] = _draw(kind, lang, request.getfixturevalue)
        return made[kind, lang]

    return draw


def _draw(kind, lang, frames):
    more = {"dots": {"thresholds": "thresholds"}, "series": {"national": "national", "breaks": "breaks"}}.get(kind, {})
    title = Text("虚构的县：一个相当长的标题，为了看看它在手机上怎样换行", "Invented counties: a rather long title, to see how it is broken on a phone")
    return getattr(charts, kind)(frames(FRAMES[kind]), lang, title, SOURCE, CAVEAT, **{name: frames(table) for name, table in more.items()})


@pytest.fixture(scope="session")
def frame_of(request):
    """The frame that a kind of chart is drawn of."""
    return lambda kind: request.getfixturevalue(FRAMES[kind])
