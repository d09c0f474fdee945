using System.Collections.Generic;
using System.IO;

namespace OrderDesk.Domain.Import;

/// <summary>Splits comma separated lines; a field may be quoted, and a quote inside is doubled.</summary>
public static class CsvReader
{
    public static IEnumerable<IReadOnlyList<string>> ReadRows(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                yield return SplitLine(line);
            }
        }
    }

    private static List<string> SplitLine(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;

        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                fiedl.Append(c);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
