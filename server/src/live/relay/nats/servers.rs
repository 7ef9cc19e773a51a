//! What `--nats-url` says: the servers of a cluster, and who speaks to them.

use async_nats::{ConnectOptions, ServerAddr};
use percent_encoding::percent_decode_str;

use super::NatsError;

/// The servers of addresses parted by commas, and options with the user of the first one that names one, the same for all:
/// `nats://USER:PASSWORD@HOST:PORT` or `nats://TOKEN@HOST:PORT`, where `%40` stands for `@` as in any URL.
pub fn read(urls: &str) -> Result<(Vec<ServerAddr>, ConnectOptions), NatsError> {
    let servers = urls.split(',').map(|url| url.trim().parse::<ServerAddr>());
    let servers: Vec<ServerAddr> = servers
        .collect::<Result<_, _>>()
        .map_err(|e| NatsError(e.to_string()))?;
    let options = ConnectOptions::new();
    let named = servers.iter().find(|server| server.has_user_pass());
    let Some((server, user)) = named.and_then(|server| Some((server, server.username()?))) else {
        return Ok((servers, options));
    };
    // The client itself does not look for them there.
    let options = match server.password() {
        Some(password) => options.user_and_password(plain(user)?, plain(password)?),
        None => options.token(plain(user)?),
    };
    Ok((servers, options))
}

fn plain(part: &str) -> Result<String, NatsError> {
    let text = percent_decode_str(part).decode_utf8();
    Ok(text.map_err(|e| NatsError(e.to_string()))?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_parted_by_commas() {
        let hosts = |urls: &str| -> Vec<(String, u16)> {
            let servers = read(urls).unwrap().0.into_iter();
            servers.map(|s| (s.host().to_owned(), s.port())).collect()
        };
        assert_eq!(hosts("nats://a:4000"), [("a".to_owned(), 4000)]);
        assert_eq!(
            hosts("nats://u:p@a, tls://b:1"),
            [("a".to_owned(), 4222), ("b".to_owned(), 1)]
        );
        assert!(read("http://a").is_err());
        assert!(read("nats://%ff@a").is_err());
        assert_eq!(plain("p%40ss%3A").unwrap(), "p@ss:");
    }
}
