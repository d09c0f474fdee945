namespace Assistant.EndToEnd.CommandLine;

/// <summary>A project of one file with two errors that rules repair, one that they do not, and a warning.</summary>
internal static class Broken
{
    public const string Source = """
        namespace Lib;

        public static class One
        {
            public static string Text(int number)
            {
                var text = new StringBuilder();
                text.Append(nubmer);
                return text.ToString();
            }

            public static int Unknown() => Fooo.Barr(1);

            public static async System.Threading.Tasks.Task Late()
            {
                System.Threading.Tasks.Task.Delay(1);
            }
        }
        """;

    /// <summary>One error, one repair.</summary>
    public const string Typo = "public static class Two { public static int Same(int number) => nubmer; }\n";

    public const string TypoRepaired = "public static class Two { public static int Same(int number) => number; }\n";

    public static string Project { get; } = Folder.Library.Replace("<ImplicitUsings>enable</ImplicitUsings>", "", StringComparison.Ordinal);

    public static Task<Folder> OpenAsync(params (string Path, string Text)[] files) =>
        new Folder([("Lib.csproj", Project), .. files]).RestoredAsync("Lib.csproj");
}
