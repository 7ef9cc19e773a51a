//! The gRPC service of a package: a request and a response of its own for every call.

use super::super::prose;
use super::fields::{self, Package};
use super::printer::Printer;
use crate::architecture::{Architecture, Effect, Field, Operation, Output, Service};
use crate::naming::Name;

pub(super) fn print(
    printer: &mut Printer,
    architecture: &Architecture,
    service: &Service,
    package: &mut Package,
) {
    let title = prose::brief(&service.title, 100);
    printer.comment(&[
        format!("What the context “{title}” offers. {}", prose::sentence(&service.purpose)),
        "Errors are google.rpc.Status with details; the codes stand at every call. Metadata: x-correlation-id and traceparent. \
         A write is done once for each request_id, kept for 24 hours."
            .into(),
    ]);
    printer.block(
        &format!("service {}Service", service.name.pascal()),
        |printer| {
            for operation in &service.operations {
                call(printer, architecture, service, operation);
            }
        },
    );
    for operation in &service.operations {
        request(printer, service, operation, &mut package.taken);
        response(printer, service, package, operation);
    }
}

fn call(
    printer: &mut Printer,
    architecture: &Architecture,
    service: &Service,
    operation: &Operation,
) {
    let rpc = operation.name.pascal();
    let events: Vec<String> = operation
        .leads_to
        .iter()
        .map(|id| architecture.text_of(id))
        .take(8)
        .collect();
    let leads = if events.is_empty() {
        String::new()
    } else {
        format!("Leads to {}.", prose::listed(&events))
    };
    let derived = operation
        .derived
        .as_ref()
        .map(|why| format!("Derived: {}", prose::sentence(why)))
        .unwrap_or_default();
    printer.gap();
    printer.comment(&[
        prose::joined(&[
            prose::sentence(&operation.title),
            prose::sentence(&operation.description),
            leads,
            derived,
        ]),
        format!("Fails with {}.", codes(operation)),
        format!(
            "About {}. Note: {}",
            prose::brief(&service.resources[operation.resource].title, 80),
            operation.note
        ),
    ]);
    let stream = if operation.streams { "stream " } else { "" };
    let head = format!("rpc {rpc}({rpc}Request) returns ({stream}{rpc}Response)");
    if operation.is_write() {
        printer.line(&format!("{head};"));
    } else {
        printer.block(&head, |p| {
            p.line("option idempotency_level = NO_SIDE_EFFECTS;")
        });
    }
}

fn codes(operation: &Operation) -> String {
    let mut codes = vec!["INVALID_ARGUMENT", "UNAUTHENTICATED", "PERMISSION_DENIED"];
    if operation.path_resources().next().is_some() {
        codes.push("NOT_FOUND");
    }
    if operation.is_write() {
        codes.push(if operation.effect == Effect::Create {
            "ALREADY_EXISTS"
        } else {
            "FAILED_PRECONDITION"
        });
        codes.push("ABORTED");
    }
    codes.extend(["RESOURCE_EXHAUSTED", "DEADLINE_EXCEEDED", "UNAVAILABLE"]);
    codes.join(", ")
}

fn request(
    printer: &mut Printer,
    service: &Service,
    operation: &Operation,
    enums: &mut crate::naming::Names,
) {
    let name = operation.name.and("request");
    let identities = operation
        .path_parameters(service)
        .into_iter()
        .map(|(resource, name)| Field {
            name,
            ..service.resources[resource].identity.clone()
        });
    let merge = operation.effect == Effect::Update;
    let input = operation.input.iter().map(|f| Field {
        required: f.required && !merge,
        ..f.clone()
    });
    let fields: Vec<Field> = identities.chain(input).collect();
    let says = [
        format!("What “{}” asks for.", prose::brief(&operation.title, 100)),
        format!("Note: {}", operation.note),
    ];
    fields::message(
        printer,
        enums,
        &name,
        &says,
        &fields,
        &mut |printer, members| {
            if operation.is_write() {
                members.add(
                    printer,
                    "requestId",
                    "string",
                    true,
                    &["New for each intent, the same for each retry.".into()],
                );
                if operation.path_resources().next().is_some() {
                    let says = "The version that the caller has seen; ABORTED where it is no longer the newest.";
                    members.add(printer, "expectedVersion", "string", false, &[says.into()]);
                }
            }
            if operation.effect == Effect::ReadPage && !operation.streams {
                members.add(
                    printer,
                    "pageSize",
                    "int32",
                    true,
                    &["Most items on the page: 1 to 200; 50 when 0.".into()],
                );
                members.add(
                    printer,
                    "pageToken",
                    "string",
                    true,
                    &["next_page_token of the page before.".into()],
                );
            }
        },
    );
}

fn response(printer: &mut Printer, service: &Service, package: &Package, operation: &Operation) {
    let name: Name = operation.name.and("response");
    let mut none = crate::naming::Names::default();
    let says = [
        format!("What “{}” answers.", prose::brief(&operation.title, 100)),
        format!("Note: {}", operation.note),
    ];
    fields::message(
        printer,
        &mut none,
        &name,
        &says,
        &[],
        &mut |printer, members| {
            if operation.asynchronous {
                members.add(
                    printer,
                    "operationId",
                    "string",
                    true,
                    &["Under which the progress is reported.".into()],
                );
                return;
            }
            match operation.output {
                Output::Nothing => {}
                Output::One(r) => {
                    printer.need("resources");
                    let resource = &service.resources[r];
                    let says = format!("“{}” as it is now.", prose::brief(&resource.title, 80));
                    members.add(
                        printer,
                        &resource.name.camel(),
                        &package.resources[r].pascal(),
                        true,
                        &[says],
                    );
                    members.add(printer, "version", "string", true, &["Its version.".into()]);
                }
                Output::Page(r) => {
                    printer.need("resources");
                    let resource = &service.resources[r];
                    let type_ = package.resources[r].pascal();
                    if operation.streams {
                        let says = format!("The next “{}”.", prose::brief(&resource.title, 80));
                        members.add(printer, &resource.name.camel(), &type_, true, &[says]);
                    } else {
                        let says = "In a stable order.".to_owned();
                        members.add(
                            printer,
                            &resource.collection.camel(),
                            &format!("repeated {type_}"),
                            true,
                            &[says],
                        );
                        let says = "Where the next page begins; empty on the last one.".to_owned();
                        members.add(printer, "nextPageToken", "string", true, &[says]);
                    }
                }
            }
        },
    );
}
