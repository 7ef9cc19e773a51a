//! Messages and enums of a package, with names that none of them shares.

use super::super::prose;
use super::printer::Printer;
use crate::architecture::{Field, FieldType, Service};
use crate::naming::{Name, Names};

/// The names of a package's messages.
pub(super) struct Package {
    /// By resource.
    pub resources: Vec<Name>,
    /// By event.
    pub events: Vec<Name>,
    /// Messages, enums and their values so far.
    pub taken: Names,
}

impl Package {
    pub fn of(service: &Service) -> Package {
        let mut taken = Names::default();
        taken.reserve(["Money"]);
        let service_name = format!("{}Service", service.name.pascal());
        taken.reserve([service_name.as_str()]);
        for operation in &service.operations {
            let rpc = operation.name.pascal();
            taken.reserve([
                format!("{rpc}Request").as_str(),
                format!("{rpc}Response").as_str(),
            ]);
        }
        let resources = service
            .resources
            .iter()
            .map(|r| taken.claim(&[r.name.clone(), r.name.and("resource")]))
            .collect();
        let events = service
            .publishes
            .iter()
            .map(|m| taken.claim(&[m.name.clone(), m.name.and("event")]))
            .collect();
        Package {
            resources,
            events,
            taken,
        }
    }

    pub fn print_resources(&mut self, printer: &mut Printer, service: &Service) {
        for (resource, name) in service.resources.iter().zip(&self.resources) {
            let says = vec![
                format!(
                    "“{}”. {}",
                    prose::brief(&resource.title, 100),
                    prose::sentence(&resource.description)
                ),
                format!("Note: {}", resource.note),
            ];
            message(
                printer,
                &mut self.taken,
                name,
                &says,
                &resource.fields,
                &mut |_, _| {},
            );
        }
    }

    pub fn print_events(&mut self, printer: &mut Printer, service: &Service) {
        for (event, name) in service.publishes.iter().zip(&self.events) {
            let key = event
                .key
                .as_ref()
                .map(|k| format!(" Ordered and partitioned by {k}."))
                .unwrap_or_default();
            let says = vec![
                format!(
                    "“{}”. {}",
                    prose::brief(&event.title, 100),
                    prose::sentence(&event.description)
                ),
                format!(
                    "Published to {}, version {}.{key} At least once: the same event may come twice.",
                    event.address, event.version
                ),
                format!("Note: {}", event.note),
            ];
            message(
                printer,
                &mut self.taken,
                name,
                &says,
                &event.fields,
                &mut |_, _| {},
            );
        }
    }
}

/// A message of these fields, and of what `more` adds after them; its enums stand before it.
pub(super) fn message(
    printer: &mut Printer,
    enums: &mut Names,
    name: &Name,
    says: &[String],
    fields: &[Field],
    more: &mut dyn FnMut(&mut Printer, &mut Members),
) {
    let mut values: Vec<Option<Name>> = Vec::new();
    for field in fields {
        let declared = match field.type_.innermost().scalar() {
            FieldType::Enum(options) if !is_nested(&field.type_) => {
                let wish = Name::from_words(
                    name.words()
                        .iter()
                        .cloned()
                        .chain(Name::of_field(&field.name).words().iter().cloned()),
                    "type",
                );
                let claimed = enums.claim(&[wish]);
                enumeration(printer, enums, &claimed, options, field);
                Some(claimed)
            }
            _ => None,
        };
        values.push(declared);
    }
    printer.gap();
    printer.comment(says);
    printer.block(&format!("message {}", name.pascal()), |printer| {
        let mut members = Members::default();
        for (field, declared) in fields.iter().zip(&values) {
            let type_ = type_of(printer, &field.type_, declared.as_ref());
            let description = super::super::json_schema::description(field);
            let personal_or_not = if description.is_empty() {
                format!("“{}”.", field.name)
            } else {
                description
            };
            members.add(
                printer,
                &field.name,
                &type_,
                field.required,
                &[personal_or_not, format!("Note: {}", field.note)],
            );
        }
        more(printer, &mut members);
    });
}

/// The fields of one message: numbers from 1, names unique.
#[derive(Default)]
pub(super) struct Members {
    names: Names,
    last: u32,
}

impl Members {
    pub fn add(
        &mut self,
        printer: &mut Printer,
        name: &str,
        type_: &str,
        required: bool,
        says: &[String],
    ) {
        self.last += 1;
        let name = self.names.claim(&[Name::of_field(name)]);
        let plain =
            type_.starts_with("repeated ") || type_.starts_with("map<") || type_.starts_with('.');
        let optional = if required || plain { "" } else { "optional " };
        printer.comment(says);
        printer.line(&format!(
            "{optional}{type_} {} = {};",
            name.snake(),
            self.last
        ));
    }
}

fn enumeration(
    printer: &mut Printer,
    taken: &mut Names,
    name: &Name,
    options: &[String],
    field: &Field,
) {
    printer.gap();
    printer.comment(&[
        format!("Values of “{}”.", field.name),
        format!("Note: {}", field.note),
    ]);
    printer.block(&format!("enum {}", name.pascal()), |printer| {
        let none = name.and("unspecified");
        taken.reserve([none.squashed().as_str()]);
        printer.comment(&["Not said.".into()]);
        let prefix = value_prefix(&name.pascal());
        printer.line(&format!("{prefix}_UNSPECIFIED = 0;"));
        for (number, option) in options.iter().enumerate() {
            let value = Name::of_field(option);
            // values live beside the enum, not inside it: two enums must not share one
            let claimed = taken.claim(&[name.and(&value.words().join(" "))]);
            printer.comment(&[format!("“{}”.", prose::brief(option, 200))]);
            let own = claimed.words()[name.words().len()..]
                .join("_")
                .to_ascii_uppercase();
            printer.line(&format!("{prefix}_{own} = {};", number + 1));
        }
    });
}

/// What buf asks the values of an enum to begin with: a capital begins a word after a small letter or before one.
fn value_prefix(pascal: &str) -> String {
    let letters: Vec<char> = pascal.chars().collect();
    let mut prefix = String::new();
    for (i, &c) in letters.iter().enumerate() {
        let before = i > 0 && letters[i - 1].is_ascii_lowercase();
        let after = letters.get(i + 1).is_some_and(|n| n.is_ascii_lowercase());
        if i > 0 && c.is_ascii_uppercase() && (before || after) {
            prefix.push('_');
        }
        prefix.push(c.to_ascii_uppercase());
    }
    prefix
}

/// Lists of lists and the like: proto has no type for them but JSON values.
fn is_nested(type_: &FieldType) -> bool {
    match type_ {
        FieldType::List(inner) | FieldType::Map(inner) => {
            matches!(**inner, FieldType::List(_) | FieldType::Map(_))
        }
        _ => false,
    }
}

fn type_of(printer: &mut Printer, type_: &FieldType, declared: Option<&Name>) -> String {
    match type_ {
        FieldType::List(inner) => format!("repeated {}", inner_type(printer, inner, declared)),
        FieldType::Map(inner) => format!("map<string, {}>", inner_type(printer, inner, declared)),
        other => single_type(printer, other, declared),
    }
}

fn inner_type(printer: &mut Printer, type_: &FieldType, declared: Option<&Name>) -> String {
    match type_ {
        FieldType::List(_) => well_known(printer, "struct", "ListValue"),
        FieldType::Map(_) => well_known(printer, "struct", "Struct"),
        other => single_type(printer, other, declared),
    }
}

fn single_type(printer: &mut Printer, type_: &FieldType, declared: Option<&Name>) -> String {
    match type_ {
        FieldType::Integer => "int64".into(),
        FieldType::Boolean => "bool".into(),
        FieldType::Bytes => "bytes".into(),
        FieldType::DateTime => well_known(printer, "timestamp", "Timestamp"),
        FieldType::Duration => well_known(printer, "duration", "Duration"),
        FieldType::Json => well_known(printer, "struct", "Struct"),
        FieldType::Money => {
            printer.need("money");
            "Money".into()
        }
        FieldType::Enum(_) => declared.map_or("string".into(), Name::pascal),
        FieldType::Reference { identity, .. } => single_type(printer, identity, None),
        _ => "string".into(),
    }
}

fn well_known(printer: &mut Printer, file: &str, name: &str) -> String {
    printer.import(&format!("google/protobuf/{file}.proto"));
    // from the root: nothing in this package can hide it
    format!(".google.protobuf.{name}")
}

/// An amount with its currency.
pub(super) fn money(printer: &mut Printer) {
    printer.comment(&["An amount of money.".into()]);
    printer.block("message Money", |printer| {
        printer.comment(&["A decimal number, exact: 1250.00".into()]);
        printer.line("string amount = 1;");
        printer.comment(&["ISO 4217.".into()]);
        printer.line("string currency = 2;");
    });
}
