//! The nodes of lists and trees, for any pointer.

/// Implements [`Links`](crate::nodes::Links) and [`Trees`](crate::nodes::Trees) for a peer, for
/// both payloads, in its own pointer, cell and derives.
///
/// A peer without a derive gives the name of a macro `by_hand!(Node, fields, cells)` instead.
macro_rules! acyclic_nodes {
    ($peer:ident, $pointer:ident, $cell:ident, $($how:tt)*) => {
        const _: () = {
            $crate::nodes::acyclic_nodes_with!(u64, $peer, $pointer, $cell, $($how)*);
        };
        const _: () = {
            use $crate::value::Counted as Payload;
            $crate::nodes::acyclic_nodes_with!(Payload, $peer, $pointer, $cell, $($how)*);
        };
    };
}

macro_rules! acyclic_nodes_with {
    ($value:ident, $peer:ident, $pointer:ident, $cell:ident, $(#[$attr:meta])* $($by_hand:ident!)?) => {
        $(#[$attr])*
        pub(crate) struct Link {
            value: $value,
            next: $cell<Option<$pointer<Link>>>,
        }

        $($by_hand!(Link, [], [next]);)?

        impl $crate::nodes::Links for $peer<$value> {
            type Link = $pointer<Link>;

            #[inline]
            fn link(value: $value) -> Self::Link {
                $pointer::new(Link {
                    value,
                    next: $cell::new(None),
                })
            }

            #[inline]
            fn value(link: &Self::Link) -> &$value {
                &link.value
            }

            #[inline]
            fn set_next(link: &Self::Link, next: Option<Self::Link>) {
                *link.next.borrow_mut() = next;
            }

            #[inline]
            unsafe fn next(link: &Self::Link) -> Option<&Self::Link> {
                let next = core::ptr::NonNull::from(&*link.next.borrow());
                // SAFETY:
                // 1. it points into the node, which `link` keeps for as long as the reference is
                //    used;
                // 2. the caller says that nobody writes to the cell meanwhile.
                unsafe { next.as_ref() }.as_ref()
            }
        }

        $(#[$attr])*
        pub(crate) struct Tree {
            value: $value,
            left: Option<$pointer<Tree>>,
            right: Option<$pointer<Tree>>,
        }

        $($by_hand!(Tree, [left, right], []);)?

        impl $crate::nodes::Trees for $peer<$value> {
            type Tree = $pointer<Tree>;

            #[inline]
            fn tree(value: $value, children: Option<(Self::Tree, Self::Tree)>) -> Self::Tree {
                let (left, right) = children.unzip();
                $pointer::new(Tree { value, left, right })
            }

            #[inline]
            fn children(tree: &Self::Tree) -> Option<(&Self::Tree, &Self::Tree)> {
                core::hint::black_box(&tree.value);
                tree.left.as_ref().zip(tree.right.as_ref())
            }
        }
    };
}

pub(crate) use {acyclic_nodes, acyclic_nodes_with};
