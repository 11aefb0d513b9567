//! `Trace` for the types of `std`: tables and locks are looked into, handles to the system are
//! leaves.

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::ffi::{CStr, CString, OsStr, OsString};
use std::hash::{BuildHasherDefault, DefaultHasher, RandomState};
use std::io::{self, BufReader, BufWriter, Cursor};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, SendError};
use std::sync::{Barrier, Condvar, LazyLock, Mutex, Once, OnceLock, PoisonError, RwLock};
use std::thread;
use std::time::{Instant, SystemTime};

use gc_core::Gc;

use crate::support::{Owner, closed_cycle, finds, finds_and_drops, holds, is_leaf, manual_heap};

type Hasher = BuildHasherDefault<DefaultHasher>;

#[test]
fn a_pointer_in_a_hash_table_is_found_as_key_and_as_value() {
    finds(|owner| HashSet::from([owner]));
    finds_and_drops(|link| HashSet::from([link]));
    finds(|owner| HashMap::from([(owner, 1)]));
    finds(|owner| HashMap::from([(1, owner)]));
    finds_and_drops(|link| HashMap::from([("key", link)]));
}

#[test]
fn a_hash_table_with_a_hasher_of_its_own_is_looked_into() {
    finds(|owner| HashMap::<_, _, Hasher>::from_iter([(1, owner)]));
    finds(|owner| HashSet::<_, Hasher>::from_iter([owner]));
}

#[test]
fn a_pointer_in_a_lock_is_found() {
    finds(Mutex::new);
    finds_and_drops(Mutex::new);
    finds(RwLock::new);
    finds_and_drops(RwLock::new);
    finds(OnceLock::from);
    finds_and_drops(OnceLock::from);
}

#[test]
fn a_locked_mutex_keeps_its_target_until_it_is_unlocked() {
    let heap = manual_heap();
    let mutex = heap.alloc(Mutex::new(None));
    let owner = closed_cycle(&heap, |owner| {
        *mutex.lock().expect("nothing panicked") = Some(owner);
        mutex.clone()
    });
    let content = mutex.lock().expect("nothing panicked");
    assert_eq!(heap.collect().freed, 0);
    drop(content);
    drop(mutex);
    assert_eq!(heap.collect().freed, 3);
    assert!(owner.upgrade().is_none());
}

#[test]
fn a_mutex_locked_for_ever_keeps_its_target() {
    let heap = manual_heap();
    let owner = closed_cycle(&heap, |owner| {
        let mutex = Mutex::new(owner);
        std::mem::forget(mutex.lock());
        mutex
    });
    assert_eq!(heap.collect().freed, 0);
    let kept = owner.upgrade().expect("a locked mutex holds what it owns");
    kept.let_go();
    drop(kept);
    assert!(owner.upgrade().is_none());
}

#[test]
fn a_lock_held_for_writing_keeps_its_target_and_one_held_for_reading_does_not() {
    let heap = manual_heap();
    let written = closed_cycle(&heap, |owner| {
        let lock = RwLock::new(owner);
        std::mem::forget(lock.write());
        lock
    });
    let read = closed_cycle(&heap, |owner| {
        let lock = RwLock::new(owner);
        std::mem::forget(lock.read());
        lock
    });
    assert_eq!(heap.collect().freed, 2);
    assert!(read.upgrade().is_none());
    let kept = written.upgrade().expect("what is being written is held");
    kept.let_go();
}

#[test]
fn a_poisoned_mutex_is_looked_into() {
    finds(|owner| {
        let mutex = Mutex::new(owner);
        poison(|| mutex.lock());
        assert!(mutex.is_poisoned());
        mutex
    });
}

#[test]
fn a_poisoned_lock_is_looked_into() {
    finds(|owner| {
        let lock = RwLock::new(owner);
        poison(|| lock.write());
        assert!(lock.is_poisoned());
        lock
    });
}

/// Panics, silently, with the guard that `lock` returns.
fn poison<G>(lock: impl FnOnce() -> G) {
    let caught = gc_tests::caught(|| {
        let _guard = lock();
        gc_tests::panic_as_planned(1);
    });
    assert_eq!(caught, Some(1));
}

#[test]
fn a_mutex_collected_during_a_panic_is_not_poisoned() {
    struct CollectOnDrop(gc_core::Heap);

    impl Drop for CollectOnDrop {
        fn drop(&mut self) {
            assert_eq!(self.0.collect().freed, 0);
        }
    }

    let heap = manual_heap();
    let mutex = heap.alloc(Mutex::new(Some(heap.alloc(Owner::default()))));
    let caught = gc_tests::caught(|| {
        let _collect = CollectOnDrop(heap.clone());
        gc_tests::panic_as_planned(2);
    });
    assert_eq!(caught, Some(2));
    assert!(!mutex.is_poisoned());
}

#[test]
fn messages_under_way_are_held() {
    holds(|owner| {
        let (sender, receiver) = mpsc::channel();
        sender.send(owner).expect("the receiver lives");
        (sender, receiver)
    });
    let (sender, receiver) = mpsc::sync_channel::<u8>(1);
    is_leaf(sender);
    is_leaf(receiver);
}

#[test]
fn a_message_that_could_not_be_sent_is_found() {
    finds(SendError);
    finds(mpsc::TrySendError::Full);
    finds(PoisonError::new);
}

#[test]
fn a_reader_is_looked_into_and_a_writer_is_a_leaf() {
    finds(Cursor::new);
    finds_and_drops(Cursor::new);
    is_leaf(Cursor::new(vec![1_u8]));
    is_leaf(BufReader::new(io::empty()));
    is_leaf(BufWriter::new(Vec::<u8>::new()));
    holds(|owner| BufWriter::new(Silent(owner)));
}

/// A writer that owns a pointer and does nothing with it.
struct Silent(#[expect(dead_code, reason = "it is only held")] Gc<Owner>);

impl io::Write for Silent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn text_and_addresses_are_leaves() {
    is_leaf(String::from("text"));
    is_leaf(CString::from(c"text"));
    is_leaf(OsString::from("text"));
    is_leaf(PathBuf::from("text"));
    is_leaf(Box::<CStr>::from(c"text"));
    is_leaf(Box::<OsStr>::from(OsStr::new("text")));
    is_leaf(Box::<Path>::from(Path::new("text")));
    is_leaf(IpAddr::from(Ipv4Addr::LOCALHOST));
    is_leaf(SocketAddr::from(([127, 0, 0, 1], 80)));
}

#[test]
fn tables_of_plain_values_and_hashers_are_leaves() {
    is_leaf(HashMap::from([("key", 1)]));
    is_leaf(HashSet::from(["key".to_owned()]));
    is_leaf(RandomState::new());
    is_leaf(Hasher::new());
}

#[test]
fn locks_of_plain_values_and_thread_handles_are_leaves() {
    is_leaf(Mutex::new(1));
    is_leaf(RwLock::new("text".to_owned()));
    is_leaf(OnceLock::<u8>::new());
    is_leaf(LazyLock::<u8>::new(|| unreachable!("nobody asked")));
    is_leaf((Condvar::new(), Once::new(), Barrier::new(1)));
    is_leaf(thread::current());
    is_leaf(thread::current().id());
    let running = thread::spawn(|| vec![1]);
    is_leaf(Some(running));
}

#[test]
fn clocks_are_leaves() {
    is_leaf(Instant::now());
    is_leaf(SystemTime::UNIX_EPOCH);
}

#[test]
#[cfg_attr(miri, ignore = "Miri has no network")]
fn sockets_are_leaves() {
    is_leaf(TcpListener::bind("127.0.0.1:0").ok());
    is_leaf(UdpSocket::bind("127.0.0.1:0").ok());
}

#[test]
#[cfg_attr(miri, ignore = "Miri has no files")]
fn files_are_leaves() {
    is_leaf(std::fs::File::open(file!()).ok());
    is_leaf(std::fs::metadata(".").expect("the current directory is there"));
}

#[test]
fn errors_are_leaves() {
    is_leaf("x".parse::<u8>().expect_err("no number"));
    is_leaf("x".parse::<f32>().expect_err("no number"));
    is_leaf("x".parse::<bool>().expect_err("no bool"));
    is_leaf("xx".parse::<char>().expect_err("no char"));
    is_leaf("x".parse::<IpAddr>().expect_err("no address"));
    is_leaf(u8::try_from(300).expect_err("too large"));
    is_leaf(<[u8; 2]>::try_from(&[1_u8][..]).expect_err("too short"));
    is_leaf(String::from_utf8(vec![0xff]).expect_err("no text"));
    is_leaf(CString::new("a\0b").expect_err("a zero inside"));
    is_leaf(io::Error::from(io::ErrorKind::NotFound));
    is_leaf(std::fmt::Error);
    is_leaf(mpsc::RecvError);
    is_leaf(std::env::var("=").expect_err("no such name"));
}

#[test]
fn a_boxed_error_that_may_cross_threads_is_traced_as_nothing() {
    let heap = manual_heap();
    let error = heap.alloc(Box::<dyn Error + Send + Sync>::from("message"));
    assert_eq!(heap.collect().freed, 0);
    assert_eq!(error.to_string(), "message");
}
