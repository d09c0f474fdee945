using System.Collections.Immutable;
using Assistant.Core.Verification;
using Assistant.Tests.Kit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Tests.Proposing.Evil;

/// <summary>
/// A small program with one error, which the models are asked about, and what its member is when it is right. A member is
/// written here as models write one: not indented, and with LF.
/// </summary>
internal sealed class EvilScene
{
    private const string Path = "A/Code.cs";

    private const string Others = """
        using System;

        public sealed class FactAttribute : Attribute { public string Skip { get; set; } }

        public class Entry { public int Amount; public string Name; public Entry Next; public Entry[] All; public static void Audit(object what) { } public static bool Holds(object what) => what != null; }
        """;

    private readonly Lazy<Task<(Verifier Verifier, Document Document, Diagnostic Target)>> opened;
    private readonly Func<string, string> place;
    private readonly string around;

    private EvilScene(string name, string member, string right, string wrong, string around, Func<string, string> place)
    {
        Name = name;
        Right = right;
        Broken = right.Insert(right.LastIndexOf(wrong, StringComparison.Ordinal) + wrong.Length, "x");
        Member = member;
        Wrong = wrong;
        this.around = around;
        this.place = place;
        opened = new Lazy<Task<(Verifier, Document, Diagnostic)>>(OpenAsync);
    }

    /// <summary>All scenes.</summary>
    public static ImmutableArray<EvilScene> All { get; } =
    [
        new("a method", "Total", """
            public int Total(int rate)
            {
                if (rate <= 0)
                    throw new ArgumentException("none", nameof(rate));
                var sum = 0;
                foreach (var entry in entries)
                {
                    Entry.Audit(entry);
                    sum += entry.Amount;
                }

                return sum * rate;
            }
            """, "Amount", """
            using System;
            using System.Collections.Generic;

            namespace Shop;

            /// <summary>Keeps entries.</summary>
            public sealed class Ledger
            {
                private readonly List<Entry> entries = new();

                /// <summary>Adds one.</summary>
                public void Add(Entry entry)
                {
                    if (entry == null)
                        throw new ArgumentNullException(nameof(entry));
                    entries.Add(entry);
                }

                /// <summary>The sum.</summary>
                HERE

                [Fact]
                public void Adds() => Add(new Entry());

                public int Count { get { return entries.Count; } }
            }

            """, member => Indented(member, "    ")),
        new("a method between tabs and CR LF", "Names", """
            public string Names(Entry first)
            {
                if (first == null)
                    return "–";
                Entry.Audit(first);
                var name = first.Name;
                while (Entry.Holds(first.Next))
                {
                    first = first.Next;
                    name += ", " + first.Amount;
                }

                return name;
            }
            """, "Next", """
            namespace Shop
            {
            	using System;

            	public class Lister
            	{
            		public static readonly string Empty = "è";

            		[Fact]
            		public void Lists() => Entry.Audit(Names(null));

            		HERE

            		private int Two => 2;
            	}
            }

            """, member => Indented(member.Replace("    ", "\t", StringComparison.Ordinal), "\t\t")),
        new("a method of a nested type", "Pick", """
            public T Pick<T>(Entry[] all, Func<Entry, T> what) where T : class
            {
                if (all.Length == 0)
                    return null;
                Entry.Audit(all);
                // The last one wins.
                T found = null;
                for (var at = 0; at < all.Length; at++)
                    found = what(all[at]) ?? found;
                return found;
            }
            """, "found", """
            using System;

            public static class Outer
            {
                public sealed class Picker : IDisposable
                {
                    public void Dispose()
                    {
                        Entry.Audit(this);
                    }

                    [Fact]
                    public void Picks() => Pick<string>(new Entry[0], null);

                    HERE
                }

                public static int Pick => 3;
            }

            """, member => Indented(member, "        ")),
        new("a method with texts", "Page", """"
            public string Page(Entry entry)
            {
                if (entry.All == null)
                    return @"none
                        at all";
                Entry.Audit(entry);
                var head = $"""
                        <b>{entry.Name} 😀</b>
                          <i>{entry.Amount}</i>
                        """;
                return head + @"
                  end";
            }
            """", "head", """
            using System;

            internal class Pages
            {
                private const string Title = @"a
                   b";

                HERE

                [Fact]
                public void Writes() => Page(new Entry());

                internal string Head() => Title;
            }

            """, member => Indented(member, "    ")),
    ];

    public string Name { get; }

    /// <summary>The name of the member.</summary>
    public string Member { get; }

    /// <summary>The member without the error.</summary>
    public string Right { get; }

    /// <summary>The member with the error, as it stands in the file.</summary>
    public string Broken { get; }

    /// <summary>The name that is wrong in it, when it is right.</summary>
    public string Wrong { get; }

    /// <summary>The file with the error.</summary>
    public string Before => With(Broken);

    /// <summary>The file that is to come of it, byte for byte.</summary>
    public string Expected => With(Right);

    /// <summary>The file with another member in the place of the one that is asked about.</summary>
    public string With(string member)
    {
        var text = around.Replace("HERE", place(member).TrimStart(), StringComparison.Ordinal);
        return Name.Contains("CR LF", StringComparison.Ordinal) ? text.ReplaceLineEndings("\r\n") : text;
    }

    /// <summary>Relative to the solution.</summary>
    public static string RelativePath => Path;

    /// <summary>The judge, the document and its error; opened once for all tests.</summary>
    public Task<(Verifier Verifier, Document Document, Diagnostic Target)> OpenedAsync() => opened.Value;

    /// <summary>The same, of its own.</summary>
    public async Task<(Verifier Verifier, Document Document, Diagnostic Target)> OpenAsync()
    {
        var snapshot = TestSolution.Open($"=== A/Code.cs\nclass C;\n=== A/Others.cs\n{Others}\n");
        var document = snapshot.Solution.Projects.Single().Documents.Single(one => one.Name == "Code.cs");
        var verifier = new Verifier(snapshot.WithSolution(snapshot.Solution.WithDocumentText(document.Id, SourceText.From(Before, System.Text.Encoding.UTF8))));
        var errors = await verifier.ErrorsAsync(document.Project.Id, CancellationToken.None);
        if (errors is not [_, ..])
            throw new InvalidOperationException($"{Name} has no error");
        return (verifier, verifier.Snapshot.Solution.GetDocument(document.Id)!, errors[0]);
    }

    public override string ToString() => Name;

    // What stands in texts is not moved.
    private static string Indented(string member, string by)
    {
        const string Head = "class C\n{\n";
        var tree = CSharpSyntaxTree.ParseText($"{Head}{member}\n}}");
        bool IsInText(int start) => tree.GetRoot().FindToken(start) is var token && token.Span.Contains(start) && token.Text.Length > 0
            && (token.Text.Contains('\n', StringComparison.Ordinal) || token.IsKind(SyntaxKind.InterpolatedStringTextToken));
        var lines = tree.GetText().Lines.Where(line => line.Start >= Head.Length).SkipLast(1);
        return string.Join('\n', lines.Select(line => line.Span.IsEmpty ? "" : (IsInText(line.Start) ? "" : by) + line));
    }
}
