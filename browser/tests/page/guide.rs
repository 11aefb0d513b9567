//! The screenshot in the guide.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

const PICTURE: &[u8] = include_bytes!("../../../gc-core/src/guide/explore.png");
const TEXT: &str = include_str!("../../../gc-core/src/guide/explore.png.base64");

/// The documentation shows the text, the repository the picture.
#[test]
fn the_picture_is_the_same_in_both_forms() {
    assert!(
        BASE64_STANDARD.encode(PICTURE) == TEXT,
        "write `base64 -w0` of the picture anew"
    );
}
