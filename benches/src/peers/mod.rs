//! The peers, one a file: their pointers, derives, and how to make them collect.

mod bacon_rajan_cc;
mod boa_gc;
mod dumpster;
#[expect(
    non_local_definitions,
    reason = "that is how the derives of `gc` write their implementations"
)]
mod gc;
pub(crate) mod gc_arena;
mod gc_core;
mod jrsonnet_gcmodule;
mod now_and_then;
mod rust_cc;
mod std_box;
mod std_rc;
mod std_rc_weak;
pub(crate) mod vec_index;

pub(crate) use self::bacon_rajan_cc::BaconRajanCc;
pub(crate) use self::boa_gc::BoaGc;
pub(crate) use self::dumpster::Dumpster;
pub(crate) use self::gc::Gc;
pub(crate) use self::gc_core::GcCore;
pub(crate) use self::jrsonnet_gcmodule::JrsonnetGcmodule;
pub(crate) use self::rust_cc::RustCc;
pub(crate) use self::std_box::StdBox;
pub(crate) use self::std_rc::StdRc;
pub(crate) use self::std_rc_weak::StdRcWeak;
