//! Fields: what people entered, and what follows from the words where they entered nothing.

use model::{BoardSnapshot, Id, Note};

use super::Field;
use super::field_type::FieldType;
use super::known::Known;
use super::phrase;
use crate::naming::{Name, Names};

/// Most fields that one schema keeps.
const MAX_FIELDS: usize = 200;

/// The fields entered on a note, names unique in any case convention.
pub(super) fn entered(note: &Note) -> Vec<Field> {
    let mut names = Names::default();
    // a member of this name breaks every reader written in JavaScript
    names.reserve(["hasOwnProperty"]);
    note.fields
        .iter()
        .take(MAX_FIELDS)
        .map(|f| {
            let name = Name::of_field(&f.name);
            let claimed = names.claim(std::slice::from_ref(&name));
            Field {
                name: if claimed.squashed() == squashed(&f.name) && !f.name.starts_with('_') {
                    f.name.clone()
                } else {
                    claimed.camel()
                },
                type_: FieldType::parse(&f.type_),
                required: f.required,
                identity: f.identity,
                personal: f.personal,
                example: f.example.clone(),
                description: crate::naming::plain(&f.description),
                note: note.id.clone(),
                derived: None,
            }
        })
        .collect()
}

fn squashed(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase()
}

/// A field that nobody entered.
pub(super) fn derived(
    name: &Name,
    type_: FieldType,
    required: bool,
    note: &Id,
    why: String,
) -> Field {
    Field {
        name: name.camel(),
        type_,
        required,
        identity: false,
        personal: false,
        example: None,
        description: String::new(),
        note: note.clone(),
        derived: Some(why),
    }
}

/// The identity that people marked, or one that follows from the name: `cargoId`.
pub(super) fn identity(fields: &[Field], name: &Name, note: &Id) -> Field {
    if let Some(field) = fields.iter().find(|f| f.identity && !composite(&f.type_)) {
        return Field {
            required: true,
            ..field.clone()
        };
    }
    let id = name.and("id");
    if let Some(field) = fields
        .iter()
        .find(|f| squashed(&f.name) == id.squashed() && !composite(&f.type_))
    {
        return Field {
            required: true,
            identity: true,
            ..field.clone()
        };
    }
    let why = "an aggregate has an identity; none of its fields is marked as one".to_owned();
    Field {
        identity: true,
        ..derived(&id, FieldType::Uuid, true, note, why)
    }
}

fn composite(type_: &FieldType) -> bool {
    matches!(
        type_,
        FieldType::List(_)
            | FieldType::Map(_)
            | FieldType::Json
            | FieldType::Bytes
            | FieldType::Money
            | FieldType::Boolean
    )
}

/// A field for a noun of a note: a reference where an aggregate bears its name, else a string.
pub(super) fn of_noun(words: &[String], note: &Note, known: &Known) -> Option<Field> {
    if words.is_empty() {
        return None;
    }
    let text = crate::naming::brief(&note.text, 80);
    let words: Vec<String> = words.iter().take(5).cloned().collect();
    Some(match known.named(&words) {
        Some(r) => {
            let mut field = derived(
                &Name::of_field(&phrase::singular(&words).join(" ")).and("id"),
                FieldType::reference(&r.title),
                false,
                &note.id,
                format!("“{text}” names the aggregate {}", r.title),
            );
            if phrase::is_many(&words) {
                field.name = Name::of_field(&phrase::singular(&words).join(" "))
                    .and("ids")
                    .camel();
                field.type_ = FieldType::List(Box::new(field.type_));
            }
            field
        }
        None => derived(
            &Name::of_field(&words.join(" ")),
            FieldType::String,
            false,
            &note.id,
            format!("a noun of “{text}”"),
        ),
    })
}

/// Adds fields whose names are not there yet.
pub(super) fn merge(fields: &mut Vec<Field>, more: impl IntoIterator<Item = Field>) {
    for field in more {
        if fields.len() < MAX_FIELDS && !has(fields, &field.name) {
            fields.push(field);
        }
    }
}

pub(super) fn has(fields: &[Field], name: &str) -> bool {
    fields.iter().any(|f| squashed(&f.name) == squashed(name))
}

/// References become the identity's type of the aggregate they name; what names none is a string that says so.
/// Of several places to look the first that knows it counts.
pub(super) fn resolve(fields: &mut [Field], known: [&Known; 2]) {
    for field in fields {
        let FieldType::Reference { aggregate, .. } = field.type_.innermost() else {
            continue;
        };
        let resolved = match known.iter().find_map(|k| k.titled(aggregate)) {
            Some(found) => FieldType::Reference {
                aggregate: found.title.clone(),
                identity: Box::new(match found.identity.scalar() {
                    FieldType::Enum(_) => FieldType::String,
                    scalar => scalar.clone(),
                }),
            },
            None => {
                let says = format!(
                    "Entered as “{}”, which is neither a type nor an aggregate of the board.",
                    crate::naming::brief(aggregate, 80)
                );
                field.description = format!("{} {says}", field.description).trim().to_owned();
                FieldType::String
            }
        };
        replace_innermost(&mut field.type_, resolved);
    }
}

fn replace_innermost(type_: &mut FieldType, with: FieldType) {
    match type_ {
        FieldType::List(inner) | FieldType::Map(inner) => replace_innermost(inner, with),
        other => *other = with,
    }
}

/// Whether rules about English words may be used on this text: the board speaks English, and the text is written in its
/// letters.
pub(super) fn speaks_english(board: &BoardSnapshot, text: &str) -> bool {
    let primary = |l: &str| l.split(['-', '_']).next().unwrap_or_default().to_owned();
    let language = board.meta.language.as_deref().map(primary);
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    language.is_none_or(|l| l.is_empty() || l.eq_ignore_ascii_case("en"))
        && letters().filter(char::is_ascii).count() * 2 >= letters().count()
}
