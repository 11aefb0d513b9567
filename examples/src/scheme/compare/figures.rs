//! What a child tells its parent: numbers on a line.

use std::time::Duration;

/// How long a program took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) took: Duration,
    /// A digest of what the program printed.
    pub(super) output: u64,
}

/// What a program held, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Space {
    pub(super) peak: usize,
    /// What is left when the interpreter is gone.
    pub(super) left: usize,
}

/// What is held at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sample {
    pub(super) seconds: f64,
    pub(super) bytes: f64,
}

impl Time {
    pub(super) fn write(self) -> String {
        format!("{} {}", self.took.as_nanos(), self.output)
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let (took, output) = text.trim().split_once(' ')?;
        Some(Self {
            took: Duration::from_nanos(took.parse().ok()?),
            output: output.parse().ok()?,
        })
    }
}

impl Space {
    pub(super) fn write(self) -> String {
        format!("{} {}", self.peak, self.left)
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let (peak, left) = text.trim().split_once(' ')?;
        Some(Self {
            peak: peak.parse().ok()?,
            left: left.parse().ok()?,
        })
    }
}

impl Sample {
    pub(super) fn write_all(samples: &[Self]) -> String {
        let lines = samples.iter();
        let lines = lines.map(|sample| format!("{} {}\n", sample.seconds, sample.bytes));
        lines.collect()
    }

    pub(super) fn read_all(text: &str) -> Option<Vec<Self>> {
        let sample = |line: &str| {
            let (seconds, bytes) = line.split_once(' ')?;
            Some(Self {
                seconds: seconds.parse().ok()?,
                bytes: bytes.parse().ok()?,
            })
        };
        text.lines().map(sample).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Sample, Space, Time};
    use std::time::Duration;

    #[test]
    fn what_is_written_is_read_the_same() {
        let time = Time {
            took: Duration::from_micros(1234),
            output: u64::MAX,
        };
        assert_eq!(Time::read(&time.write()), Some(time));
        let space = Space { peak: 5, left: 0 };
        assert_eq!(Space::read(&space.write()), Some(space));
        let samples = [(0.0, 1.0), (0.25, 3.5)];
        let samples = samples.map(|(seconds, bytes)| Sample { seconds, bytes });
        assert_eq!(
            Sample::read_all(&Sample::write_all(&samples)),
            Some(samples.to_vec())
        );
    }

    #[test]
    fn other_text_is_no_figure() {
        assert_eq!(Time::read("1"), None);
        assert_eq!(Space::read("a b"), None);
        assert_eq!(Sample::read_all("1 2\n3"), None);
    }
}
