//! Numbers to text.

use super::super::value::Value;

/// A number in a radix; floats are always decimal.
pub(crate) fn format(value: &Value, radix: u32) -> String {
    match value {
        Value::Int(int) if radix == 10 => int.to_string(),
        Value::Int(int) => num_bigint::BigInt::from(*int).to_str_radix(radix),
        Value::Big(big) => big.0.to_str_radix(radix),
        Value::Float(float) => format_float(*float),
        _ => String::new(),
    }
}

/// The shortest text that reads as the same float.
fn format_float(float: f64) -> String {
    if float.is_nan() {
        return "+nan.0".to_owned();
    }
    if float.is_infinite() {
        return if float > 0.0 { "+inf.0" } else { "-inf.0" }.to_owned();
    }
    let size = float.abs();
    if size != 0.0 && !(1e-7..1e21).contains(&size) {
        return format!("{float:e}");
    }
    let text = float.to_string();
    if text.contains('.') {
        text
    } else {
        text + ".0"
    }
}
