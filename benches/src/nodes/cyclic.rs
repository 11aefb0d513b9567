//! The nodes of everything that points back.

/// Implements [`ParentTrees`](crate::nodes::ParentTrees), [`Chains`](crate::nodes::Chains),
/// [`Graphs`](crate::nodes::Graphs) and [`Members`](crate::nodes::Members) for a peer, for both
/// payloads, in its own pointer, cell and derives.
///
/// `back` is what a pointer back is made of: the same pointer, or a weak one together with the
/// functions that make it and that go the other way.
///
/// A peer without a derive gives the name of a macro `by_hand!(Node, fields, cells)` instead.
macro_rules! cyclic_nodes {
    ($peer:ident, $pointer:ident, $cell:ident, back: strong, $($how:tt)*) => {
        $crate::nodes::cyclic_nodes!(
            $peer, $pointer, $cell,
            back: ($pointer, $pointer::clone, |back: &$pointer<_>| Some(back.clone()), true),
            $($how)*
        );
    };
    ($peer:ident, $pointer:ident, $cell:ident, back: $back:tt, $($how:tt)*) => {
        const _: () = {
            $crate::nodes::cyclic_nodes_with!(u64, $peer, $pointer, $cell, $back, $($how)*);
        };
        const _: () = {
            use $crate::value::Counted as Payload;
            $crate::nodes::cyclic_nodes_with!(Payload, $peer, $pointer, $cell, $back, $($how)*);
        };
    };
}

macro_rules! cyclic_nodes_with {
    (
        $value:ident, $peer:ident, $pointer:ident, $cell:ident,
        ($back:ident, $to_back:expr, $from_back:expr, $owns:literal),
        $(#[$attr:meta])* $($by_hand:ident!)?
    ) => {
        $(#[$attr])*
        pub(crate) struct Child {
            value: $value,
            parent: $cell<Option<$back<Child>>>,
            left: Option<$pointer<Child>>,
            right: Option<$pointer<Child>>,
        }

        $($by_hand!(Child, [left, right], [parent]);)?

        impl $crate::nodes::ParentTrees for $peer<$value> {
            type Child = $pointer<Child>;

            #[inline]
            fn parent(value: $value, children: Option<(Self::Child, Self::Child)>) -> Self::Child {
                let (left, right) = children.unzip();
                let child = $pointer::new(Child {
                    value,
                    parent: $cell::new(None),
                    left,
                    right,
                });
                if let Some((left, right)) = Self::children_of(&child) {
                    *left.parent.borrow_mut() = Some($to_back(&child));
                    *right.parent.borrow_mut() = Some($to_back(&child));
                }
                child
            }

            #[inline]
            fn children_of(child: &Self::Child) -> Option<(&Self::Child, &Self::Child)> {
                core::hint::black_box(&child.value);
                child.left.as_ref().zip(child.right.as_ref())
            }
        }

        $(#[$attr])*
        pub(crate) struct Chain {
            value: $value,
            next: $cell<Option<$pointer<Chain>>>,
            back: $cell<Option<$back<Chain>>>,
        }

        $($by_hand!(Chain, [], [next, back]);)?

        impl $crate::nodes::Chains for $peer<$value> {
            type Chain = $pointer<Chain>;

            #[inline]
            fn chain(value: $value) -> Self::Chain {
                $pointer::new(Chain {
                    value,
                    next: $cell::new(None),
                    back: $cell::new(None),
                })
            }

            #[inline]
            fn set_next(chain: &Self::Chain, next: Self::Chain) {
                core::hint::black_box(&chain.value);
                *chain.next.borrow_mut() = Some(next);
            }

            #[inline]
            fn set_back(chain: &Self::Chain, to: &Self::Chain) {
                *chain.back.borrow_mut() = Some($to_back(to));
            }
        }

        $(#[$attr])*
        pub(crate) struct Node {
            value: $value,
            edges: $cell<[Option<$back<Node>>; 4]>,
        }

        $($by_hand!(Node, [], [edges]);)?

        impl $crate::nodes::Graphs for $peer<$value> {
            type Node = $pointer<Node>;

            const EDGES_OWN: bool = $owns;

            #[inline]
            fn node(value: $value) -> Self::Node {
                $pointer::new(Node {
                    value,
                    edges: $cell::new([None, None, None, None]),
                })
            }

            #[inline]
            fn set_edges(node: &Self::Node, to: [&Self::Node; 4]) {
                core::hint::black_box(&node.value);
                *node.edges.borrow_mut() = to.map(|to| Some($to_back(to)));
            }

            #[inline]
            fn edge(node: &Self::Node, which: usize) -> Option<Self::Node> {
                node.edges.borrow()[which].as_ref().and_then($from_back)
            }
        }

        $(#[$attr])*
        pub(crate) struct Member {
            value: $value,
            down: [Option<$pointer<Member>>; 2],
            up: $cell<[Option<$back<Member>>; 2]>,
        }

        $($by_hand!(Member, [down], [up]);)?

        impl $crate::nodes::Members for $peer<$value> {
            type Member = $pointer<Member>;

            #[inline]
            fn member(value: $value, down: [Option<Self::Member>; 2]) -> Self::Member {
                let member = $pointer::new(Member {
                    value,
                    down,
                    up: $cell::new([None, None]),
                });
                for down in member.down.iter().flatten() {
                    Self::set_up(down, 0, &member);
                }
                member
            }

            #[inline]
            fn set_up(member: &Self::Member, which: usize, to: &Self::Member) {
                core::hint::black_box(&member.value);
                member.up.borrow_mut()[which] = Some($to_back(to));
            }
        }
    };
}

pub(crate) use {cyclic_nodes, cyclic_nodes_with};
