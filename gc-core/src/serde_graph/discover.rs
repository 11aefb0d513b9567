//! A serializer without output: it visits a value, and each `Gc` on the way notes its object in
//! the current [`Scope`](super::scope::Scope).

use core::fmt;

use serde_core::ser::{self, Serialize, Serializer};

/// The serializer. It claims to be as readable as the real one, since some types are written
/// differently for people.
#[derive(Clone, Copy)]
pub(super) struct Discover {
    pub(super) human_readable: bool,
}

/// What a `Serialize` had to say against it.
#[derive(Debug)]
pub(super) struct Refusal(String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for Refusal {}

impl ser::Error for Refusal {
    fn custom<M: fmt::Display>(message: M) -> Self {
        Self(message.to_string())
    }
}

// Methods that have nothing to visit.
macro_rules! ignore {
    ($($method:ident($($type:ty),*)),+ $(,)?) => {$(
        fn $method(self $(, _: $type)*) -> Result<(), Refusal> {
            Ok(())
        }
    )+};
}

// Methods that begin something compound, whose parts this serializer visits too.
macro_rules! begin {
    ($($method:ident($($type:ty),*) -> $compound:ident),+ $(,)?) => {$(
        fn $method(self $(, _: $type)*) -> Result<Self::$compound, Refusal> {
            Ok(self)
        }
    )+};
}

impl Serializer for Discover {
    type Ok = ();
    type Error = Refusal;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    ignore! {
        serialize_bool(bool),
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_i128(i128),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64),
        serialize_u128(u128),
        serialize_f32(f32),
        serialize_f64(f64),
        serialize_char(char),
        serialize_str(&str),
        serialize_bytes(&[u8]),
        serialize_none(),
        serialize_unit(),
        serialize_unit_struct(&'static str),
        serialize_unit_variant(&'static str, u32, &'static str),
    }

    begin! {
        serialize_seq(Option<usize>) -> SerializeSeq,
        serialize_tuple(usize) -> SerializeTuple,
        serialize_tuple_struct(&'static str, usize) -> SerializeTupleStruct,
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> SerializeTupleVariant,
        serialize_map(Option<usize>) -> SerializeMap,
        serialize_struct(&'static str, usize) -> SerializeStruct,
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> SerializeStructVariant,
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Refusal> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Refusal> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Refusal> {
        value.serialize(self)
    }

    fn collect_str<T: ?Sized + fmt::Display>(self, _: &T) -> Result<(), Refusal> {
        Ok(())
    }

    fn is_human_readable(&self) -> bool {
        self.human_readable
    }
}

// The traits of compound values, with the methods that each has for its parts.
macro_rules! compound {
    ($($trait:ident: $($method:ident($($key:ty)?)),+);+ $(;)?) => {$(
        impl ser::$trait for Discover {
            type Ok = ();
            type Error = Refusal;

            $(
                fn $method<T: ?Sized + Serialize>(
                    &mut self,
                    $(_: $key,)?
                    part: &T,
                ) -> Result<(), Refusal> {
                    part.serialize(*self)
                }
            )+

            fn end(self) -> Result<(), Refusal> {
                Ok(())
            }
        }
    )+};
}

compound! {
    SerializeSeq: serialize_element();
    SerializeTuple: serialize_element();
    SerializeTupleStruct: serialize_field();
    SerializeTupleVariant: serialize_field();
    SerializeMap: serialize_key(), serialize_value();
    SerializeStruct: serialize_field(&'static str);
    SerializeStructVariant: serialize_field(&'static str);
}
