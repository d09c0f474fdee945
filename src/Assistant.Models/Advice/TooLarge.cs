using Assistant.Models.Catalog;

namespace Assistant.Models.Advice;

/// <summary>A model for which a machine has too little memory.</summary>
/// <param name="Model">The model.</param>
/// <param name="File">Its smallest file.</param>
/// <param name="Memory">Bytes that the machine would have to have, with what stays for everything else.</param>
public sealed record TooLarge(CatalogModel Model, CatalogFile File, long Memory);
