"""Web pages: decoded by evidence, nothing lost, what is around the document marked."""

from __future__ import annotations

import pytest

from analysis.documents import read

NAV = (
    "<div class='nav'><ul>"
    + "".join(f"<li><a href='/{w}'>{w}</a></li>" for w in ("首页", "政务公开", "政策文件", "互动交流"))
    + "</ul></div>"
)
FOOT = (
    "<div><h3>相关文章</h3><ul><li><a href='x'>甲县2024年教育工作总结</a></li><li><a href='y'>甲县举行运动会</a></li></ul></div>"
    "<div class='footer'><p>版权所有：甲县人民政府</p><p>网站标识码 4200000001 联系电话：0000-1234567</p></div>"
)


def page(plan: str, head: str = "", before: str = "", after: str = "") -> str:
    title, *lines = plan.strip().split("\n")
    body = "".join(f"<p>{line}</p>\n" for line in lines)
    return f"<!DOCTYPE html><html><head>{head}<title>{title}</title></head><body>{before}<h1>{title}</h1><div>{body}</div>{after}</body></html>"


def kept(document) -> str:
    """The text without its furniture."""
    text = document.text
    for span in reversed(document.furniture):
        text = text[: span.start] + text[span.end :]
    return text.strip("\n")


def test_a_page_is_its_lines(save, plan):
    document = read(save("a.html", page(plan)))
    assert document.text == plan.strip()
    assert (document.format, document.encoding, document.problems, document.furniture) == ("html", "utf-8", (), ())


def test_gb2312_means_gb18030(save, plan):
    data = page(plan + "镕𠮷\n", head="<meta charset='gb2312'>").encode("gb18030")
    document = read(save("a.htm", data))
    assert "镕𠮷" in document.text and document.encoding == "gb18030" and document.problems == ()


@pytest.mark.parametrize("declared, encoding", [("utf-8", "gb18030"), ("gb2312", "utf-8"), ("big5", "gb18030")])
def test_a_meta_that_lies_is_a_warning(save, plan, warned, declared, encoding):
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    document = read(save("a.html", page(plan, head).encode(encoding)))
    assert document.text == plan.strip()
    assert f"declares {declared} but is {encoding}" in warned(document)


def test_around_the_document_is_furniture_not_lost(save, plan):
    document = read(save("a.html", page(plan, before=NAV, after=FOOT)))
    assert kept(document) == plan.strip()
    assert "政务公开" in document.text and "0000-1234567" in document.text


def test_pages_laid_out_by_tables_keep_their_lines(save, plan):
    laid = (
        f"<html><body><table><tr><td>{NAV}</td></tr><tr><td>"
        + page(plan).split("<body>")[1].split("</body>")[0]
        + "</td></tr></table>"
    )
    assert kept(read(save("a.html", laid))) == plan.strip()


def test_cells_are_parted_by_tabs_and_lists_by_lines(save):
    text = (
        "<html><body><h2>甲县教育工作计划</h2><ul><li>新建幼儿园3所</li><li>招聘教师85名</li></ul><table><tr><th>指标</th><th>目标<br>值</th></tr>"
        "<tr><td>巩固率</td><td><p>98.5%</p></td></tr></table>尾注<br>第二行</body></html>"
    )
    assert read(save("a.html", text)).text.split("\n") == [
        "甲县教育工作计划",
        "新建幼儿园3所",
        "招聘教师85名",
        "指标\t目标 值",
        "巩固率\t98.5%",
        "尾注",
        "第二行",
    ]


def test_entities_and_digits_split_over_tags_are_joined(save):
    text = "<html><body><p>学前三年毛入&#22253;率达到<b>9</b><span>5.3</span>&#37;，班额&lt;30人，覆盖率达到&#56;4.2&#xff05;</p></body></html>"
    assert read(save("a.html", text)).text == "学前三年毛入园率达到95.3%，班额<30人，覆盖率达到84.2％"


def test_source_wrapped_between_characters_is_joined(save):
    assert (
        read(save("a.html", "<html><body><p>新建幼\n   儿园3所，\n招聘教师 85\n名。</p></body></html>")).text
        == "新建幼儿园3所，招聘教师 85 名。"
    )


def test_scripts_are_not_text_and_not_run(save, plan):
    text = page(
        plan,
        before="<script>document.title='1'</script><style>p{}</style>",
        after="<p>甲&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    )
    document = read(save("a.html", text))
    assert "document.title" not in document.text and "<script>alert(1)</script>" in document.text


def test_a_page_drawn_by_a_script_is_refused(save, plan, refused):
    text = f"<html><body><div id='app'></div><script>var text='{plan.splitlines()[2]}'</script></body></html>"
    assert "no readable text" in refused(save("a.html", text))


def test_deep_nesting_is_refused(save, plan, refused):
    said = refused(save("a.html", "<html><body>" + "<div>" * 3000 + plan + "</div>" * 3000 + "</body></html>"))
    assert "nested too deeply" in said and "3000" in said


def test_tags_that_stay_open_are_not_deep(save):
    text = "<html><body>" + "<p>新建幼儿园3所<li>招聘教师85名" * 2000 + "</body></html>"
    assert read(save("a.html", text)).text.count("85名") == 2000


def test_html_called_doc_is_read_as_html(save, plan, warned):
    document = read(save("通知.doc", page(plan, "<meta charset='gb2312'>").encode("gb18030")))
    assert document.text == plan.strip() and document.format == "html"
    assert "content is html, extension says doc" in warned(document)


def test_xhtml_with_a_declaration_is_read(save, plan):
    data = ('<?xml version="1.0" encoding="gb2312"?>' + page(plan)).encode("gb18030")
    assert read(save("a.xhtml", data)).text == plan.strip()
