//! Contexts, teams, subdomains and relations.

use std::collections::HashMap;

use super::tokens::Kind;
use super::tree::Statement;
use crate::context::{Pattern, Relation, Subdomain};
use crate::ids::Id;
use crate::import::draft::Draft;
use crate::import::readable;
use crate::notation::context_id;
use crate::team::Team;

pub(super) fn team_id(name: &str) -> Id {
    Id::derived("t.", &[name])
}

pub(super) fn team(draft: &mut Draft, name: &str) {
    let id = team_id(name);
    if !name.is_empty() && draft.teams.iter().all(|t| t.id != id) {
        draft.teams.push(Team {
            id,
            name: readable(name),
            people: None,
            type_: None,
            interactions: Vec::new(),
            budget: None,
        });
    }
}

/// The type of each subdomain, by name.
pub(super) fn subdomains(file: &[Statement]) -> HashMap<String, Subdomain> {
    let mut found = HashMap::new();
    for statement in file {
        if statement.word(0) == "Subdomain" {
            let types = statement
                .statements()
                .iter()
                .filter(|s| s.word(0) == "type");
            for word in types.flat_map(|s| &s.head) {
                let type_ = match word.text.as_str() {
                    "CORE_DOMAIN" => Subdomain::Core,
                    "SUPPORTING_DOMAIN" => Subdomain::Supporting,
                    "GENERIC_SUBDOMAIN" => Subdomain::Generic,
                    _ => continue,
                };
                found.insert(statement.word(1).to_owned(), type_);
            }
        } else if statement.word(0) == "Domain" {
            found.extend(subdomains(statement.statements()));
        }
    }
    found
}

/// The name of a context as it stands on the board.
pub(super) fn name(context: &Statement) -> String {
    readable(context.word(1))
}

/// The context with what is said of it.
pub(super) fn context(
    draft: &mut Draft,
    statement: &Statement,
    subdomains: &HashMap<String, Subdomain>,
) {
    let of = statement
        .find("implements")
        .and_then(|i| subdomains.get(statement.word(i + 1)))
        .copied();
    let said = |keyword: &str| {
        let found = statement
            .statements()
            .iter()
            .find(|s| s.word(0) == keyword)?;
        let text = found.head.iter().find(|t| t.kind == Kind::Text)?;
        Some(text.text.clone())
    };
    let context = draft.context(&name(statement));
    context.subdomain = context.subdomain.or(of);
    context.purpose = said("domainVisionStatement").unwrap_or_default();
    context.technology = said("implementationTechnology");
}

/// `A [U,OHS,PL]->[D,ACL] B`, `A [SK]<->[SK] B`, `A Customer-Supplier B` and their like.
pub(super) fn relations(draft: &mut Draft, map: &Statement) {
    for statement in map.statements() {
        if let Some(relation) = relation(draft, statement) {
            draft.relate(relation);
        }
    }
}

fn relation(draft: &Draft, statement: &Statement) -> Option<Relation> {
    // `: Name` and what follows only names the relation.
    let is_colon = |t: &super::tokens::Token| t.text == ":";
    let end = statement.head.iter().position(is_colon);
    let head = &statement.head[..end.unwrap_or(statement.head.len())];
    let arrow = head
        .iter()
        .position(|t| ["->", "<-", "<->"].contains(&t.text.as_str()));
    let known = |name: &str| {
        let id = context_id(&readable(name));
        draft.contexts.iter().any(|c| c.id == id).then_some(id)
    };
    let (first, last) = (
        head.first()?,
        head.iter().rev().find(|t| known(&t.text).is_some())?,
    );
    let (left, right) = (known(&first.text)?, known(&last.text)?);
    let roles = |from: usize, to: usize| -> Vec<&str> {
        head[from..to].iter().map(|t| t.text.as_str()).collect()
    };
    let (left_roles, right_roles, sign) = match arrow {
        Some(i) => (roles(1, i), roles(i + 1, head.len()), head[i].text.as_str()),
        None => (Vec::new(), roles(1, head.len()), ""),
    };
    let all: Vec<&str> = left_roles.iter().chain(&right_roles).copied().collect();
    let has = |role: &str| all.contains(&role);
    // The arrow points from upstream to downstream; in words the left one is upstream, but a customer and a downstream
    // come before their suppliers.
    let words = statement.head.get(1).map_or("", |t| t.text.as_str());
    let left_is_downstream = sign == "<-"
        || (sign == "<->" && (left_roles.contains(&"D") || left_roles.contains(&"C")))
        || (sign.is_empty() && ["Customer", "Downstream"].contains(&words));
    let (upstream, downstream) = match left_is_downstream {
        true => (right, left),
        false => (left, right),
    };
    let pattern = if has("P") || has("Partnership") {
        Pattern::Partnership
    } else if has("SK") || has("Shared") {
        Pattern::SharedKernel
    } else if has("ACL") {
        Pattern::AnticorruptionLayer
    } else if has("CF") {
        Pattern::Conformist
    } else if has("OHS") {
        Pattern::OpenHostService
    } else if has("PL") {
        Pattern::PublishedLanguage
    } else {
        Pattern::CustomerSupplier
    };
    Some(Relation {
        upstream,
        downstream,
        pattern,
        note: String::new(),
    })
}
