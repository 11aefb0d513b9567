//! Random HTML, of pieces that parsers stumble over.

use quickcheck::{Arbitrary, Gen};

/// A page of random pieces. It shrinks by leaving pieces out.
#[derive(Clone, Debug)]
pub(crate) struct Soup(Vec<String>);

impl Soup {
    pub(crate) fn html(&self) -> String {
        self.0.concat()
    }
}

impl Arbitrary for Soup {
    fn arbitrary(g: &mut Gen) -> Self {
        let pieces = usize::arbitrary(g) % (g.size().max(1) * 2);
        Self((0..pieces).map(|_| piece(g)).collect())
    }

    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        let pieces = self.0.clone();
        let shorter = (0..pieces.len()).map(move |index| {
            let mut fewer = pieces.clone();
            fewer.remove(index);
            Self(fewer)
        });
        let halves = [
            self.0[..self.0.len() / 2].to_vec(),
            self.0[self.0.len() / 2..].to_vec(),
        ];
        let count = self.0.len();
        let halves = halves
            .into_iter()
            .filter(move |it| it.len() < count)
            .map(Self);
        Box::new(halves.chain(shorter))
    }
}

fn piece(g: &mut Gen) -> String {
    match u8::arbitrary(g) % 20 {
        0..=8 => start_tag(g),
        9..=14 => format!("</{}>", choose(g, TAGS)),
        15..=17 => choose(g, TEXTS).to_owned(),
        18 => choose(g, ODDITIES).to_owned(),
        _ => char::arbitrary(g).to_string(),
    }
}

fn start_tag(g: &mut Gen) -> String {
    let mut tag = format!("<{}", choose(g, TAGS));
    for _ in 0..u8::arbitrary(g) % 3 {
        tag += &format!(" {}", choose(g, ATTRIBUTES));
    }
    tag + if u8::arbitrary(g) % 8 == 0 { "/>" } else { ">" }
}

fn choose<'a>(g: &mut Gen, from: &[&'a str]) -> &'a str {
    g.choose(from).copied().unwrap_or_default()
}

const TAGS: &[&str] = &[
    "a",
    "a",
    "address",
    "annotation-xml",
    "applet",
    "article",
    "b",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "circle",
    "code",
    "col",
    "colgroup",
    "dd",
    "desc",
    "details",
    "div",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "font",
    "foreignObject",
    "form",
    "frame",
    "frameset",
    "g",
    "h1",
    "h2",
    "head",
    "hr",
    "html",
    "i",
    "i",
    "iframe",
    "image",
    "img",
    "input",
    "isindex",
    "li",
    "li",
    "link",
    "listing",
    "main",
    "malignmark",
    "marquee",
    "math",
    "menu",
    "meta",
    "mglyph",
    "mi",
    "mtext",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "p",
    "p",
    "param",
    "plaintext",
    "pre",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "script",
    "section",
    "select",
    "selectedcontent",
    "small",
    "source",
    "span",
    "strong",
    "style",
    "summary",
    "svg",
    "svg",
    "table",
    "table",
    "tbody",
    "tbody",
    "td",
    "td",
    "template",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "wbr",
    "xmp",
    "x-custom",
    "ünknown",
];

const ATTRIBUTES: &[&str] = &[
    "id=x",
    "ID=y",
    "class='a b'",
    "class=\"ä\"",
    "href=\"?a=1&copy=2&amp;b\"",
    "type=hidden",
    "encoding='text/html'",
    "xlink:href=#z",
    "xml:lang=en",
    "xmlns=http://www.w3.org/2000/svg",
    "viewbox=0",
    "color=red",
    "selected",
    "checked=''",
    "=odd",
    "a\"b",
    "title='<b>&quot;\u{a0}'",
    "shadowrootmode=open",
    "ünknown=1",
    "name=\0n",
];

const TEXTS: &[&str] = &[
    "text",
    " ",
    "\n",
    " two words ",
    "a<b",
    "&amp;",
    "&lt;p&gt;",
    "&copy",
    "&notin;",
    "&#0;",
    "&#x80;",
    "&#xD800;",
    "&nosuch;",
    "\u{a0}",
    "\u{feff}",
    "漢字",
    "é",
    "\0",
    "\r\n",
    "\u{c}",
    "🏳️‍🌈",
    "\u{202e}",
];

const ODDITIES: &[&str] = &[
    "<!-- comment -->",
    "<!-->",
    "<!--->",
    "<!-- a -- b --!>",
    "<!",
    "<!x",
    "<?pi x?>",
    "</>",
    "</ >",
    "<",
    "<!DOCTYPE html>",
    "<!doctype x PUBLIC \"-//W3C//DTD HTML 4.01 Frameset//\">",
    "<!DOCTYPE>",
    "<![CDATA[ a ]]>",
    "<![CDATA[",
    "]]>",
    "<a<b>",
    "<p",
    "</p x=1>",
    "<div a=",
    "<!--<script>",
    "</script >",
];
