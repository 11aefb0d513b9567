//! Tests of the page that [`Snapshot::write_html`] writes, in a real browser: see `tests`.
//!
//! They need Chromium and its driver; `browser/install` gets them on Debian. A workspace member of its own,
//! which plain `cargo test` leaves out: `cargo test -p gc-browser`.
//!
//! [`Snapshot::write_html`]: https://docs.rs/gc-core/latest/gc_core/snapshot/struct.Snapshot.html
