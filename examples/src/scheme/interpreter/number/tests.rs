use super::super::value::Value;
use super::*;

fn read(text: &str) -> Value {
    parse(text, 10).unwrap_or_else(|| panic!("`{text}` is a number"))
}

fn shown(result: Outcome) -> String {
    match result {
        Ok(value) => format(&value, 10),
        Err(_) => "fault".to_owned(),
    }
}

#[test]
fn what_is_read_is_written_the_same() {
    let texts = [
        "0",
        "-1",
        "9223372036854775807",
        "9223372036854775808",
        "1.5",
        "-0.0",
        "1e21",
        "1e-10",
        "+inf.0",
        "-inf.0",
        "+nan.0",
        "123456789012345680000.0",
        "0.1",
    ];
    for text in texts {
        assert_eq!(format(&read(text), 10), text);
    }
}

#[test]
fn prefixes_and_short_forms_are_read() {
    let cases = [
        ("#xff", "255"),
        ("#b-101", "-5"),
        ("#o17", "15"),
        ("#e1.0", "1"),
        ("#i3", "3.0"),
        ("+5", "5"),
        ("1.", "1.0"),
        (".5", "0.5"),
        ("1e3", "1000.0"),
        ("#x-FF", "-255"),
    ];
    for (text, expected) in cases {
        assert_eq!(format(&read(text), 10), expected, "{text}");
    }
}

#[test]
fn words_are_no_numbers() {
    for word in [
        "", "+", "-", "...", "inf", "nan", "1+", "e5", "1e", "1.2.3", "--1", "#xg", "#",
    ] {
        assert!(parse(word, 10).is_none(), "{word}");
    }
}

#[test]
fn integers_become_long_and_short_again() {
    let most = Value::Int(i64::MAX);
    let more = add(&most, &Value::Int(1)).ok().expect("a sum");
    assert!(matches!(more, Value::Big(_)));
    assert!(matches!(
        subtract(&more, &Value::Int(1)),
        Ok(Value::Int(i64::MAX))
    ));
    assert_eq!(
        shown(multiply(&most, &most)),
        "85070591730234615847396907784232501249"
    );
    assert_eq!(
        shown(quotient(&Value::Int(i64::MIN), &Value::Int(-1))),
        "9223372036854775808"
    );
    assert_eq!(shown(negate(&Value::Int(i64::MIN))), "9223372036854775808");
}

#[test]
fn division_rounds_as_its_name_says() {
    let cases = [
        (7, 2, "3", "1", "1"),
        (-7, 2, "-3", "-1", "1"),
        (7, -2, "-3", "1", "-1"),
    ];
    for (a, b, by_quotient, by_remainder, by_modulo) in cases {
        let (a, b) = (Value::Int(a), Value::Int(b));
        assert_eq!(shown(quotient(&a, &b)), by_quotient);
        assert_eq!(shown(remainder(&a, &b)), by_remainder);
        assert_eq!(shown(modulo(&a, &b)), by_modulo);
    }
    assert_eq!(shown(divide(&Value::Int(1), &Value::Int(0))), "fault");
    assert_eq!(shown(divide(&Value::Int(6), &Value::Int(3))), "2");
    assert_eq!(shown(divide(&Value::Int(1), &Value::Int(4))), "0.25");
}

#[test]
fn comparisons_of_integers_with_floats_are_exact() {
    let order = |a: &str, b: &str| compare(&read(a), &read(b)).ok();
    assert_eq!(
        order("9007199254740993", "9007199254740992.0"),
        Some(Order::Greater)
    );
    assert_eq!(order("1", "1.5"), Some(Order::Less));
    assert_eq!(order("-1", "-1.5"), Some(Order::Greater));
    assert_eq!(order("100000000000000000000", "+inf.0"), Some(Order::Less));
    assert_eq!(order("1", "+nan.0"), Some(Order::None));
}

#[test]
fn powers_are_exact_where_they_can_be() {
    assert_eq!(
        shown(expt(&read("2"), &read("100"))),
        "1267650600228229401496703205376"
    );
    assert_eq!(shown(expt(&read("2"), &read("-2"))), "0.25");
    assert_eq!(shown(expt(&read("2.0"), &read("3"))), "8.0");
    assert_eq!(shown(expt(&read("2"), &read("1000000000000"))), "fault");
    assert_eq!(shown(exact(&read("1e18"))), "1000000000000000000");
}
