//! The picture: each peer's figure relative to ours, workload by workload.

use std::path::Path;

use plotters::coord::Shift;
use plotters::prelude::{
    BLACK, Circle, Color, DrawingArea, IntoDrawingArea, PathElement, RGBColor, SVGBackend, Text,
    WHITE,
};

use super::args::Allocator;
use super::report::{OURS, digits};
use super::results::Results;
use crate::cases::PEERS;
use crate::measure::Measure;

/// Pixels.
const WIDTH: i32 = 1100;
const LEFT: i32 = 360;
const RIGHT: i32 = 60;
const TOP: i32 = 96;
const ROW: i32 = 24;

/// Powers of ten at the ends of the axis; what lies beyond is drawn at the end.
const LEAST: i32 = -2;
const MOST: i32 = 3;

/// A colour for each of [`PEERS`], told apart by people who see few.
const COLOURS: [RGBColor; 12] = [
    RGBColor(0, 0, 0),
    RGBColor(0, 114, 178),
    RGBColor(86, 180, 233),
    RGBColor(120, 120, 120),
    RGBColor(213, 94, 0),
    RGBColor(230, 159, 0),
    RGBColor(0, 158, 115),
    RGBColor(130, 200, 60),
    RGBColor(204, 121, 167),
    RGBColor(120, 60, 160),
    RGBColor(200, 30, 60),
    RGBColor(190, 190, 190),
];

type Drawing<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Outcome = Result<(), Box<dyn std::error::Error>>;

/// The place of a ratio on the axis.
fn x(ratio: f64) -> i32 {
    let power = ratio.log10().clamp(f64::from(LEAST), f64::from(MOST));
    let share = (power - f64::from(LEAST)) / f64::from(MOST - LEAST);
    LEFT + (share * f64::from(WIDTH - LEFT - RIGHT)).round() as i32
}

fn row(index: usize) -> i32 {
    TOP + ROW * i32::try_from(index).unwrap_or(0) + ROW / 2
}

/// Draws the picture of one allocator's figures into a file.
pub(super) fn draw(results: &Results, allocator: Allocator, file: &Path) -> Result<(), String> {
    try_draw(results, allocator, file).map_err(|error| format!("{}: {error}", file.display()))
}

fn try_draw(results: &Results, allocator: Allocator, file: &Path) -> Outcome {
    let ours = |&measure: &Measure| {
        let figure = results.median(allocator, measure, OURS)?;
        (figure > 0.0).then_some((measure, figure))
    };
    let rows: Vec<_> = results
        .measures(allocator)
        .iter()
        .filter_map(ours)
        .collect();
    let height = row(rows.len()) + ROW;
    let size = (u32::try_from(WIDTH)?, u32::try_from(height)?);
    let drawing = SVGBackend::new(file, size).into_drawing_area();
    drawing.fill(&WHITE)?;
    let title = format!(
        "Cost relative to gc-core over {} (left is cheaper)",
        allocator.title()
    );
    text(&drawing, &title, (20, 16), 18)?;
    legend(&drawing)?;
    axis(&drawing, rows.len())?;
    for (index, &(measure, ours)) in rows.iter().enumerate() {
        let label = format!("{} ({} {})", measure.title(), digits(ours), measure.unit());
        text(&drawing, &label, (20, row(index) - 7), 12)?;
        // Ours last, so that no other covers it.
        for (&peer, colour) in PEERS.iter().zip(COLOURS).rev() {
            if let Some(figure) = results.median(allocator, measure, peer) {
                let dot = Circle::new((x(figure / ours), row(index)), 5, colour.filled());
                drawing.draw(&dot)?;
            }
        }
    }
    drawing.present()?;
    Ok(())
}

fn text(drawing: &Drawing<'_>, what: &str, at: (i32, i32), size: i32) -> Outcome {
    drawing.draw(&Text::new(what.to_owned(), at, ("sans-serif", size)))?;
    Ok(())
}

fn legend(drawing: &Drawing<'_>) -> Outcome {
    for (index, (&peer, colour)) in PEERS.iter().zip(COLOURS).enumerate() {
        let index = i32::try_from(index)?;
        let (column, line) = (index % 6, index / 6);
        let at = (26 + column * 170, 52 + line * 18);
        drawing.draw(&Circle::new(at, 5, colour.filled()))?;
        text(drawing, peer, (at.0 + 10, at.1 - 7), 12)?;
    }
    Ok(())
}

fn axis(drawing: &Drawing<'_>, rows: usize) -> Outcome {
    let bottom = row(rows);
    for power in LEAST..=MOST {
        let ratio = 10_f64.powi(power);
        let colour = if power == 0 {
            BLACK
        } else {
            RGBColor(210, 210, 210)
        };
        let line = [(x(ratio), TOP), (x(ratio), bottom)];
        drawing.draw(&PathElement::new(line, colour))?;
        text(
            drawing,
            &format!("{ratio} ×"),
            (x(ratio) - 12, bottom + 2),
            12,
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_peer_has_a_colour_of_its_own() {
        assert_eq!(PEERS.len(), COLOURS.len());
        for (i, colour) in COLOURS.iter().enumerate() {
            assert!(!COLOURS[..i].contains(colour), "{colour:?} is used twice");
        }
    }

    #[test]
    fn the_picture_names_each_workload_that_was_measured() {
        let mut results = Results::default();
        results.add(Allocator::System, Measure::Trees, OURS, 2.0);
        results.add(Allocator::System, Measure::Trees, "Rc", 1.0);
        let file = std::env::temp_dir().join(format!("gc-benches-{}.svg", std::process::id()));
        draw(&results, Allocator::System, &file).expect("the file can be written");
        let picture = std::fs::read_to_string(&file).expect("it was written");
        std::fs::remove_file(&file).expect("it can be removed");
        assert!(picture.contains("binary trees (2.00 ns/node)"), "{picture}");
        assert!(!picture.contains("churn"), "{picture}");
    }

    #[test]
    fn ratios_beyond_the_axis_are_drawn_at_its_ends() {
        assert_eq!(x(0.0), LEFT);
        assert_eq!(x(1e9), WIDTH - RIGHT);
        assert!(x(0.5) < x(1.0));
    }
}
