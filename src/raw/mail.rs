//! E-mail: newsletters saved as `.eml`.

use mail_parser::{MessageParser, PartType};

use super::document::{Kind, Raw};

/// The document of a message: its HTML part where it has one, else its text; subject, sender and date from the header.
///
/// `None` if the bytes are no message at all.
pub(super) fn read_mail(bytes: &[u8]) -> Option<Raw> {
    let message = MessageParser::default().parse(bytes)?;
    let page = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(page) => Some(page.as_ref()),
        _ => None,
    });
    let mut raw = match page {
        Some(page) => Raw::new(page, Kind::Html),
        None => Raw::new(message.body_text(0).unwrap_or_default(), Kind::Text),
    };
    let given = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    raw.title = message.subject().and_then(given);
    raw.published = message.date().map(mail_parser::DateTime::to_rfc3339);
    let sender = message.from().and_then(|from| from.first());
    raw.outlet = sender.and_then(|sender| sender.name()).and_then(given);
    Some(raw)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_newsletter_is_a_page_with_a_subject() {
        let raw = read_mail(
            b"From: The Orvik Courier <news@courier.example>\r\nSubject: =?utf-8?q?Port_closed_=E2=80=93_again?=\r\n\
              Date: Fri, 3 May 2024 10:00:00 +0400\r\nMIME-Version: 1.0\r\n\
              Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nPlain.\r\n\
              --b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
              <p>The port =E2=80=9Cclosed=E2=80=9D on Friday.</p>\r\n--b--\r\n",
        )
        .unwrap();
        assert_eq!(raw.text.trim(), "<p>The port “closed” on Friday.</p>");
        assert_eq!(raw.kind, Kind::Html);
        assert_eq!(raw.title.as_deref(), Some("Port closed – again"));
        assert_eq!(raw.outlet.as_deref(), Some("The Orvik Courier"));
        assert_eq!(raw.published.as_deref(), Some("2024-05-03T10:00:00+04:00"));
    }

    #[test]
    fn a_message_of_text_is_text() {
        let raw = read_mail(b"Subject: Port\r\n\r\nThe port was closed.\r\n").unwrap();
        assert_eq!((raw.text.trim(), raw.kind), ("The port was closed.", Kind::Text));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read_mail(&bytes);
        }
    }
}
