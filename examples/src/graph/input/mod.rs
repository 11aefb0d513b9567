//! From a file to a [`PlainGraph`](super::plain::PlainGraph), and from names to its nodes.

mod edge_list;
mod file;
mod lock_file;
mod select;

pub use edge_list::{Columns, parse_columns, parse_edge_list};
pub use file::{find_lock_file, read_graph};
pub use lock_file::parse_lock_file;
pub use select::{select, select_all};
