//! Where a browser's request comes from. A page of somebody else must not act with our people's links.
//!
//! Browsers say their origin on every WebSocket and on every request that changes something; who says none is no browser
//! and is judged by the token alone.

use axum::http::{HeaderMap, header};
use url::Url;

/// Whether the `Origin` of a request, if it has one, is ours: that of the public URL, or the host it asked for.
pub fn is_ours(headers: &HeaderMap, public_url: Option<&Url>) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let Some(origin) = origins.next() else {
        return true;
    };
    // `null` is no URL: sandboxed frames and local files are foreign. Two origins are none.
    let Some(origin) = origin.to_str().ok().and_then(|text| Url::parse(text).ok()) else {
        return false;
    };
    if origins.next().is_some() || !matches!(origin.scheme(), "http" | "https") {
        return false;
    }
    match public_url {
        Some(public) => origin.origin() == public.origin(),
        None => asked_host(headers, origin.scheme())
            .is_some_and(|asked| asked.origin() == origin.origin()),
    }
}

/// The address by which people reach this server, without a slash at the end.
pub fn base_url(headers: &HeaderMap, public_url: Option<&Url>) -> Option<String> {
    let url = match public_url {
        Some(public) => public.clone(),
        None => asked_host(headers, "http")?,
    };
    Some(url.origin().ascii_serialization())
}

/// The `Host` header as a URL; the scheme is not in it.
fn asked_host(headers: &HeaderMap, scheme: &str) -> Option<Url> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let url = Url::parse(&format!("{scheme}://{host}/")).ok()?;
    (url.path() == "/" && url.username().is_empty() && url.query().is_none()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(host: &str, origin: Option<&str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        headers
    }

    #[test]
    fn the_host_that_was_asked_is_ours() {
        let check = |host, origin| is_ours(&headers(host, origin), None);
        assert!(check("localhost:4600", Some("http://localhost:4600")));
        assert!(check("storm.example", Some("https://storm.example")));
        assert!(check("Storm.Example:443", Some("https://storm.example")));
        assert!(check("localhost:4600", None));
        for foreign in [
            "null",
            "http://localhost:4601",
            "http://localhost",
            "http://evil.example",
            "http://localhost:4600.evil.example",
            "file:///etc",
            "",
        ] {
            assert!(!check("localhost:4600", Some(foreign)), "{foreign}");
        }
    }

    #[test]
    fn behind_a_proxy_the_public_url_decides() {
        let public = Url::parse("https://storm.example").unwrap();
        let check = |origin| is_ours(&headers("10.0.0.7:4600", Some(origin)), Some(&public));
        assert!(check("https://storm.example"));
        assert!(!check("http://storm.example"));
        assert!(!check("http://10.0.0.7:4600"));
        let url = base_url(&headers("10.0.0.7:4600", None), Some(&public));
        assert_eq!(url.as_deref(), Some("https://storm.example"));
        let url = base_url(&headers("[::1]:4600", None), None);
        assert_eq!(url.as_deref(), Some("http://[::1]:4600"));
    }

    #[test]
    fn two_origins_are_none() {
        let mut twice = headers("a", Some("http://a"));
        twice.append(header::ORIGIN, "http://a".parse().unwrap());
        assert!(!is_ours(&twice, None));
    }
}
