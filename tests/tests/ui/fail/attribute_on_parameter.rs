use gc_core::Trace;

#[derive(Trace)]
struct Node<#[trace(skip)] T>(T);

fn main() {}
