"""One small style sheet: what a page can use stays, and the rest goes."""

from stylesheet import (
    moved,
    names_in,
    read_rules,
    used_rules,
    used_variables,
    write_rules,
)


def purged(css, *names):
    return write_rules(used_rules(read_rules(css), set(names))).strip()


def test_a_rule_of_an_unknown_class_goes():
    assert purged(".a{color:red}.b{color:blue}", "b") == ".b{color:blue}"


def test_only_the_unknown_selector_of_a_list_goes():
    assert purged(".a, .b:hover{color:red}", "b") == ".b:hover{color:red}"


def test_every_class_of_a_selector_must_be_known():
    assert purged(".a .b{color:red}", "b") == ""


def test_an_id_must_be_known():
    assert purged("#a{color:red}#b{color:blue}", "b") == "#b{color:blue}"


def test_a_class_inside_not_need_not_be_known():
    assert purged(".b:not(.a){color:red}", "b") == ".b:not(.a){color:red}"


def test_rules_without_classes_stay():
    assert purged("p > a[href]{color:red}") == "p > a[href]{color:red}"


def test_a_comma_in_brackets_parts_no_selector():
    assert names_in(":is(.a, .b) .c") == {"c"}
    assert purged(":is(p, a){color:red}") == ":is(p, a){color:red}"


def test_a_condition_stays_around_its_rules():
    css = "@media print{@supports (gap:1px){.a{color:red}}.b{color:blue}}"
    assert purged(css, "a") == "@media print{@supports (gap:1px){.a{color:red}}}"


def test_fonts_and_animations_stay_whole():
    css = "@font-face{font-family:F;src:url(f.woff2)}@keyframes k{from{opacity:0}}"
    assert purged(css).splitlines() == [
        "@font-face{font-family:F;src:url(f.woff2)}",
        "@keyframes k{from{opacity:0}}",
    ]


def test_comments_go_and_importance_stays():
    assert purged("/* x */p{/* y */color:red !important}") == "p{color:red!important}"


def test_a_variable_that_nothing_reads_goes():
    rules = list(read_rules("p{--a:1;--b:2;top:var(--b)}"))
    assert write_rules(used_variables(rules, set())) == "p{--b:2;top:var(--b)}\n"


def test_a_variable_goes_when_only_an_unread_one_reads_it():
    rules = list(read_rules("p{--a:var(--b);--b:2;top:0}"))
    assert write_rules(used_variables(rules, set())) == "p{top:0}\n"


def test_a_variable_that_a_page_names_stays():
    rules = list(read_rules("p{--a:1}"))
    assert write_rules(used_variables(rules, {"--a"})) == "p{--a:1}\n"


def test_addresses_are_those_of_the_new_place():
    rules = read_rules("p{background:url('../i/a.png')}")
    css = write_rules(moved(rules, "_static/styles/x.css", "_static/site.css"))
    assert css == "p{background:url(i/a.png)}\n"


def test_data_in_an_address_stays():
    css = 'p{background:url("data:image/svg+xml,x")}\n'
    assert write_rules(moved(read_rules(css), "a/x.css", "site.css")) == css
