//! Text to numbers.

use num_bigint::BigInt;
use num_traits::Num;

use super::super::value::Value;
use super::{exact, inexact, integer};

/// The number that a word is, if it is one. Prefixes such as `#x` override the radix.
pub(crate) fn parse(word: &str, mut radix: u32) -> Option<Value> {
    let mut rest = word;
    let mut exactness = None;
    while let Some(prefixed) = rest.strip_prefix('#') {
        let mark = prefixed.chars().next()?;
        match mark.to_ascii_lowercase() {
            'x' => radix = 16,
            'd' => radix = 10,
            'o' => radix = 8,
            'b' => radix = 2,
            mark @ ('e' | 'i') => exactness = Some(mark),
            _ => return None,
        }
        rest = &prefixed[1..];
    }
    let number = parse_plain(rest, radix)?;
    match exactness {
        Some('e') => exact(&number).ok(),
        Some(_) => inexact(&number).ok(),
        None => Some(number),
    }
}

fn parse_plain(word: &str, radix: u32) -> Option<Value> {
    let digits = word.strip_prefix(['+', '-']).unwrap_or(word);
    if !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix)) {
        let unsigned = word.strip_prefix('+').unwrap_or(word);
        return match i64::from_str_radix(unsigned, radix) {
            Ok(int) => Some(Value::Int(int)),
            Err(_) => BigInt::from_str_radix(unsigned, radix).ok().map(integer),
        };
    }
    match word {
        "+inf.0" => return Some(Value::Float(f64::INFINITY)),
        "-inf.0" => return Some(Value::Float(f64::NEG_INFINITY)),
        "+nan.0" | "-nan.0" => return Some(Value::Float(f64::NAN)),
        _ => {}
    }
    if radix != 10 || !is_decimal(digits) {
        return None;
    }
    word.parse().ok().map(Value::Float)
}

/// Digits with a point or an exponent. Rust also reads words such as `inf`, which are symbols here.
fn is_decimal(digits: &str) -> bool {
    let mut seen_digit = false;
    for (at, c) in digits.char_indices() {
        match c {
            '0'..='9' => seen_digit = true,
            '.' => {}
            'e' | 'E' => return seen_digit && is_exponent(&digits[at + 1..]),
            _ => return false,
        }
    }
    seen_digit
}

fn is_exponent(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}
