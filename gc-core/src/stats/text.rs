//! Numbers as people read them.

use core::fmt;
use core::time::Duration;

/// A number with its thousands apart.
pub(crate) struct Thousands(pub(crate) usize);

impl fmt::Display for Thousands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                f.write_str(" ")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

/// A number of bytes in the unit that suits it.
pub(crate) struct Bytes(pub(crate) usize);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
        if self.0 < 1024 {
            return write!(f, "{} B", self.0);
        }
        let mut size = self.0 as f64 / 1024.0;
        let mut unit = 0;
        while size >= 1024.0 && unit + 1 < UNITS.len() {
            size /= 1024.0;
            unit += 1;
        }
        write!(f, "{size:.1} {}", UNITS[unit])
    }
}

/// A time in the unit that suits it; whole nanoseconds, as clocks have no finer ones.
pub(crate) struct Time(pub(crate) Duration);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < Duration::from_micros(1) {
            return write!(f, "{}ns", self.0.as_nanos());
        }
        write!(f, "{:.3?}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use super::{Bytes, Thousands, Time};

    #[test]
    fn times_have_digits_that_say_something() {
        let shown = |nanos| Time(Duration::from_nanos(nanos)).to_string();
        assert_eq!([shown(0), shown(361)], ["0ns", "361ns"]);
        assert_eq!([shown(33_419), shown(1_234_567)], ["33.419µs", "1.235ms"]);
    }

    #[test]
    fn numbers_read_as_people_write_them() {
        let shown = |number| Thousands(number).to_string();
        assert_eq!([shown(0), shown(999), shown(1000)], ["0", "999", "1 000"]);
        assert_eq!(shown(12_345_678), "12 345 678");
        assert_eq!(Bytes(1023).to_string(), "1023 B");
        assert_eq!(Bytes(1536).to_string(), "1.5 KiB");
        assert_eq!(Bytes(3 << 20).to_string(), "3.0 MiB");
    }
}
