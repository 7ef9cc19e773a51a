//! Names that speak of secrets: URLs end up in logs and histories, so neither a path nor a query may carry one.

use crate::architecture::{Operation, Service};
use crate::naming::{Name, Names};

/// What tools that look for secrets in URLs go by (OWASP API2:2023).
const SECRETS: &[&str] = &["apikey", "password", "secret", "token"];

/// Whether a parameter of this name would be taken for a secret.
pub(super) fn is_secret(name: &str) -> bool {
    let squashed = Name::of_field(name).squashed();
    SECRETS.iter().any(|s| squashed.contains(s))
}

/// The header that carries a filter which must not stand in the URL: `Access-Token`.
pub(super) fn header(name: &str) -> String {
    let words: Vec<String> = Name::of_field(name)
        .words()
        .iter()
        .map(|w| w[..1].to_ascii_uppercase() + &w[1..])
        .collect();
    words.join("-")
}

/// The identities in a path by names that nobody takes for secrets: the identity of a password reset is `resetId`.
pub(super) fn path_parameters(service: &Service, operation: &Operation) -> Vec<(usize, String)> {
    let mut names = Names::default();
    operation
        .path_parameters(service)
        .into_iter()
        .map(|(resource, name)| {
            let plain = Name::of_field(&name);
            if !is_secret(&name) {
                return (resource, names.claim(&[plain]).camel());
            }
            let harmless = plain.words().iter().filter(|w| !is_secret(w)).cloned();
            let wish = match Name::of_path(harmless, "id") {
                wish if is_secret(&wish.camel()) => Name::of_path(["id".to_owned()], "id"),
                wish => wish,
            };
            (resource, names.claim(&[wish]).camel())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Architecture;

    #[test]
    fn no_secret_stands_in_a_path() {
        let text = "# Access\ncommand Revoke access token > aggregate Access token\ncommand Expire password reset > aggregate Password reset\ncommand Promote secretary > aggregate Secretary\ncommand Rotate API key > aggregate API key\ncommand Close account > aggregate Account";
        let board = model::notation::parse(text).unwrap();
        let service = &Architecture::of(&board).services[0];
        let names: Vec<String> = service
            .operations
            .iter()
            .filter(|o| o.is_write())
            .flat_map(|o| path_parameters(service, o))
            .map(|(_, name)| name)
            .collect();
        assert_eq!(names, ["accessId", "resetId", "id", "id", "accountId"]);
        assert_eq!(header("accessToken"), "Access-Token");
    }
}
