using Assistant.Core.Completion;
using Assistant.Core.Verification;
using Assistant.Tests.Kit;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Assistant.Tests.Completion;

/// <summary>What may stand at a caret (<c>|</c>) in a body of a class with some members, and what may not.</summary>
public sealed class LegalNamesTests
{
    private const string Around = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using Other = System.Text.StringBuilder;
        namespace Shop;
        public enum Colour { Red, Green }
        public sealed class Item { public string Name { get; init; } = ""; public int Count; public Item? Next { get; set; } public static Item Empty => new(); private int hidden = 1; public int Use() => hidden; }
        public class Basket
        {
            private readonly List<Item> items = new();
            public Colour Colour { get; set; }
            private void Add(Item item, int times = 1) { }
            public void Do(Item item, string text, int? number)
            {
                var first = items.First();
                BODY
            }
        }
        """;

    [Theory]
    [InlineData("item.|", "Name Count Next Use ToString", "Empty hidden Shop first")]
    [InlineData("item.Next?.|", "Name Count Next", "Empty hidden")]
    [InlineData("number?.|", "CompareTo ToString", "HasValue Value")]
    [InlineData("items.|", "Add Count Where Select First", "items Name")]
    [InlineData("items.Where(each => each.|", "Name Count", "Empty Where")]
    [InlineData("Item.|", "Empty", "Name Count")]
    [InlineData("Colour.|", "Red Green ToString", "Name")]
    [InlineData("System.Text.|", "StringBuilder Encoding", "Item List")]
    [InlineData("var made = new Item { |", "Name Count Next", "Empty item")]
    [InlineData("var made = item with { |", "Name Count", "Empty")]
    [InlineData("if (item is { |", "Name Count Next", "Empty")]
    [InlineData("Add(|", "item text first items times Colour Item Math", "Name Count hidden")]
    [InlineData("return |", "item text number first items Basket StringBuilder", "each Red")]
    [InlineData("var copy = first; |", "copy first item Add", "Name")]
    [InlineData("first.Name.|", "Length Substring Trim Count", "Name Next")]
    // Where only a type may stand, where a constant may, and what may be a base.
    [InlineData("var made = new List<|", "Item Colour System", "item items first Add text")]
    [InlineData("var made = new Dictionary<string, |", "Item Colour", "item items first Add text")]
    [InlineData("var made = new |", "Item Basket Other", "item items first Add text")]
    [InlineData("List<|", "Item Colour", "item items first Add text")]
    [InlineData("var made = (object)item as |", "Item Basket", "item items first Add text")]
    [InlineData("var made = typeof(|", "Item Basket", "item items first Add text")]
    [InlineData("try { } catch (|", "Exception ArgumentException", "item items first Add text")]
    [InlineData("switch (Colour) { case |", "Colour Item", "item items first Add text")]
    [InlineData("const int most = 3; switch (number) { case |", "most Colour", "item items first Add text number")]
    [InlineData("var made = Colour switch { |", "Colour Item", "item items first Add text")]
    [InlineData("if (item is |", "Item Colour", "item items first Add text")]
    [InlineData("} private readonly |", "Item Colour List", "items Add")]
    [InlineData("} |", "Item Colour List", "items Add")]
    [InlineData("} private void More(|", "Item Colour List", "items Add")]
    [InlineData("} private class More : |", "Basket IDisposable Exception List", "Item Colour items Add Array String Enum Math")]
    [InlineData("} private class More : Basket, |", "IDisposable IEnumerable", "Item Exception List")]
    [InlineData("} private struct More : |", "IDisposable IEnumerable", "Item Exception List")]
    [InlineData("} private record More : |", "IDisposable IEnumerable", "Item Exception List")]
    [InlineData("} [AttributeUsage(|", "AllowMultiple Inherited AttributeTargets", "ValidOn")]
    public async Task Names_are_those_that_the_compiler_would_find(string body, string may, string mayNot)
    {
        var text = Around.Replace("BODY", body, StringComparison.Ordinal);
        var caret = text.IndexOf('|', StringComparison.Ordinal);
        var snapshot = TestSolution.Open("=== A/Basket.cs\n" + Around.Replace("BODY", "", StringComparison.Ordinal));
        var document = snapshot.Solution.Projects.Single().Documents.Single();
        var model = (await new Verifier(snapshot).FileAsync(document.Id, CancellationToken.None)).With(SourceText.From(text.Remove(caret, 1))).Model;
        var names = LegalNames.At(model, caret, CancellationToken.None).Select(name => name.Name).ToList();
        Assert.Equal("", string.Join(' ', may.Split(' ').Except(names)));
        Assert.Equal("", string.Join(' ', mayNot.Split(' ').Intersect(names)));
    }
}
