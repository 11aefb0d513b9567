//! The picture: memory over time.

use std::path::Path;

use plotters::chart::{ChartBuilder, SeriesLabelPosition};
use plotters::prelude::{
    BLACK, Color, IntoDrawingArea, IntoLogRange, LineSeries, PathElement, RGBColor, SVGBackend,
    WHITE,
};

use super::MEBIBYTE;
use super::args::Pointer;
use super::figures::Sample;

const SIZE: (u32, u32) = (900, 480);

/// A colour for each pointer, told apart by people who see few.
fn colour(pointer: Pointer) -> RGBColor {
    match pointer {
        Pointer::Gc => RGBColor(0, 114, 178),
        Pointer::Rc => RGBColor(213, 94, 0),
    }
}

/// Draws curves into a file.
pub(super) fn draw(
    program: &str,
    curves: &[(Pointer, Vec<Sample>)],
    file: &Path,
) -> Result<(), String> {
    try_draw(program, curves, file).map_err(|error| error.to_string())
}

fn try_draw(
    program: &str,
    curves: &[(Pointer, Vec<Sample>)],
    file: &Path,
) -> Result<(), Box<dyn std::error::Error>> {
    let samples = || curves.iter().flat_map(|(_, curve)| curve);
    let last = samples().map(|sample| sample.seconds).fold(0.01, f64::max);
    let most = samples()
        .map(|sample| sample.bytes)
        .fold(MEBIBYTE, f64::max)
        / MEBIBYTE;
    let area = SVGBackend::new(file, SIZE).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .caption(
            format!("Memory held by `{program}` over Gc and over Rc"),
            ("sans-serif", 20),
        )
        .margin(16)
        .x_label_area_size(40)
        .y_label_area_size(70)
        .build_cartesian_2d(0.0..last, (0.1..most * 1.5).log_scale())?;
    chart
        .configure_mesh()
        .x_desc("seconds")
        .y_desc("MiB allocated (logarithmic)")
        .light_line_style(RGBColor(235, 235, 235))
        .draw()?;
    for (pointer, curve) in curves {
        let style = colour(*pointer).stroke_width(2);
        let points = curve.iter();
        let points = points.map(|sample| (sample.seconds, (sample.bytes / MEBIBYTE).max(0.1)));
        chart
            .draw_series(LineSeries::new(points, style))?
            .label(pointer.name())
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], style));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE)
        .border_style(BLACK)
        .draw()?;
    area.present()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Pointer, Sample, draw};

    #[test]
    fn the_picture_has_a_line_for_each_pointer() {
        let folder = tempfile::tempdir().expect("a temporary directory");
        let file = folder.path().join("memory.svg");
        let curve = |bytes| {
            let at = |seconds| Sample { seconds, bytes };
            vec![at(0.0), at(1.0)]
        };
        let curves = [(Pointer::Gc, curve(2e6)), (Pointer::Rc, curve(9e6))];
        draw("loop", &curves, &file).expect("the file can be written");
        let picture = std::fs::read_to_string(&file).expect("it was written");
        assert!(
            picture.contains("Gc") && picture.contains("Rc"),
            "{picture}"
        );
        assert!(
            picture.contains("#0072B2") && picture.contains("#D55E00"),
            "{picture}"
        );
    }

    #[test]
    fn a_file_that_cannot_be_written_is_an_error() {
        let folder = tempfile::tempdir().expect("a temporary directory");
        let file = folder.path().join("absent").join("memory.svg");
        assert!(draw("loop", &[], &file).is_err());
    }
}
