//! The tags and attributes that matter for reading an article.

use html5ever::{LocalName, local_name};

macro_rules! tags {
    ($($variant:ident = $name:tt),* $(,)?) => {
        /// The kind of an element.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the names are those of HTML")]
        pub enum Tag { $($variant,)* Other }

        impl Tag {
            pub(super) fn of(name: &LocalName) -> Self {
                match *name {
                    $(local_name!($name) => Self::$variant,)*
                    _ => Self::Other,
                }
            }

            /// The name as written in pages; "other" for rare tags.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Other => "other",
                }
            }
        }
    };
}

tags! {
    A = "a", Abbr = "abbr", Address = "address", Article = "article", Aside = "aside", Audio = "audio", B = "b",
    Blockquote = "blockquote", Body = "body", Br = "br", Button = "button", Caption = "caption", Center = "center",
    Cite = "cite", Code = "code", Dd = "dd", Del = "del", Details = "details", Dialog = "dialog", Div = "div",
    Dl = "dl", Dt = "dt", Em = "em", Fieldset = "fieldset", Figcaption = "figcaption", Figure = "figure",
    Font = "font", Footer = "footer", Form = "form", H1 = "h1", H2 = "h2", H3 = "h3", H4 = "h4", H5 = "h5",
    H6 = "h6", Head = "head", Header = "header", Hr = "hr", Html = "html", I = "i", Iframe = "iframe", Img = "img",
    Input = "input", Ins = "ins", Label = "label", Legend = "legend", Li = "li", Link = "link", Main = "main",
    Menu = "menu", Meta = "meta", Nav = "nav", Noscript = "noscript", Object = "object", Ol = "ol",
    Option = "option", P = "p", Pre = "pre", Q = "q", S = "s", Script = "script", Section = "section",
    Select = "select", Small = "small", Span = "span", Strong = "strong", Style = "style", Sub = "sub",
    Summary = "summary", Sup = "sup", Svg = "svg", Table = "table", Tbody = "tbody", Td = "td",
    Template = "template", Textarea = "textarea", Tfoot = "tfoot", Th = "th", Thead = "thead", Time = "time",
    Title = "title", Tr = "tr", U = "u", Ul = "ul", Video = "video",
}

impl Tag {
    /// Elements whose content no reader sees.
    pub fn is_hidden(self) -> bool {
        matches!(
            self,
            Self::Head
                | Self::Script
                | Self::Style
                | Self::Template
                | Self::Noscript
                | Self::Iframe
                | Self::Object
                | Self::Svg
                | Self::Select
                | Self::Textarea
                | Self::Input
                | Self::Audio
                | Self::Video
                | Self::Img
                | Self::Title
        )
    }

    /// Elements that run inside a line of text.
    pub fn is_inline(self) -> bool {
        matches!(
            self,
            Self::A
                | Self::Abbr
                | Self::B
                | Self::Br
                | Self::Cite
                | Self::Code
                | Self::Del
                | Self::Em
                | Self::Font
                | Self::I
                | Self::Img
                | Self::Input
                | Self::Ins
                | Self::Label
                | Self::Q
                | Self::S
                | Self::Small
                | Self::Span
                | Self::Strong
                | Self::Sub
                | Self::Sup
                | Self::Time
                | Self::U
                | Self::Button
                | Self::Other
        )
    }

    /// The rank of a heading, 1 to 6.
    pub fn heading(self) -> Option<u8> {
        Some(match self {
            Self::H1 => 1,
            Self::H2 => 2,
            Self::H3 => 3,
            Self::H4 => 4,
            Self::H5 => 5,
            Self::H6 => 6,
            _ => return None,
        })
    }
}

macro_rules! attributes {
    ($($variant:ident = $name:tt),* $(,)?) => {
        /// The attributes that are kept.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the names are those of HTML")]
        pub enum Attr { $($variant,)* }

        impl Attr {
            pub(super) fn of(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

attributes! {
    Class = "class", Content = "content", DataTestid = "data-testid", Datetime = "datetime", Hidden = "hidden",
    Href = "href", HttpEquiv = "http-equiv", Id = "id", Itemprop = "itemprop", Itemtype = "itemtype",
    Lang = "lang", Name = "name", Property = "property", Rel = "rel", Role = "role", Style = "style",
    Title = "title", Type = "type", AriaHidden = "aria-hidden", AriaLabel = "aria-label",
}
