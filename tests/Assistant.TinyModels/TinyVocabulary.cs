namespace Assistant.TinyModels;

/// <summary>The vocabulary of all generated models, learnt from a page of C#.</summary>
public static class TinyVocabulary
{
    private const int Merges = 700;

    // No emoji and no Polish letters on purpose: such text is then several tokens per character.
    private const string Text = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Shop.Orders;

        /// <summary>Keeps the orders of the day and says what they cost.</summary>
        public sealed class OrderBook
        {
            private readonly Dictionary<int, Order> orders = new Dictionary<int, Order>();
            private readonly IClock clock;
            private int nextNumber = 1;

            public OrderBook(IClock clock)
            {
                this.clock = clock ?? throw new ArgumentNullException(nameof(clock));
            }

            /// <summary>The number of orders.</summary>
            public int Count => orders.Count;

            public Order Add(string customer, IReadOnlyList<OrderLine> lines)
            {
                if (string.IsNullOrEmpty(customer))
                    throw new ArgumentException("An order needs a customer.", nameof(customer));
                if (lines.Count == 0)
                    throw new ArgumentException("An order needs at least one line.", nameof(lines));
                var order = new Order(nextNumber++, customer, clock.Now, lines);
                orders.Add(order.Number, order);
                return order;
            }

            public bool TryGet(int number, out Order? order) => orders.TryGetValue(number, out order);

            public decimal Total(string customer)
            {
                var total = 0m;
                foreach (var order in orders.Values)
                {
                    if (order.Customer == customer)
                        total += order.Total;
                }
                return total;
            }

            public async Task<int> SaveAsync(IOrderStore store, CancellationToken cancellationToken)
            {
                var saved = 0;
                foreach (var order in orders.Values.OrderBy(order => order.Number))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await store.WriteAsync(order, cancellationToken);
                    saved++;
                }
                return saved;
            }
        }

        public sealed record OrderLine(string Product, int Quantity, decimal Price)
        {
            public decimal Total => Quantity * Price;
        }

        public sealed record Order(int Number, string Customer, DateTimeOffset Time, IReadOnlyList<OrderLine> Lines)
        {
            public decimal Total => Lines.Sum(line => line.Total);

            public override string ToString() => $"Order {Number} of {Customer}: {Lines.Count} lines, {Total:0.00}";
        }

        public interface IOrderStore
        {
            /// <summary>Writes one order; an order of the same number is replaced.</summary>
            Task WriteAsync(Order order, CancellationToken cancellationToken);
        }

        public interface IClock
        {
            DateTimeOffset Now { get; }
        }

        internal static class Program
        {
            private static int Main(string[] args)
            {
                for (int index = 0; index < args.Length; index++)
                {
                    switch (args[index])
                    {
                        case "--help":
                            Console.WriteLine("usage: orders [--help] [file]");
                            return 0;
                        case null:
                            continue;
                        default:
                            Console.WriteLine($"argument {index} is {args[index]}");
                            break;
                    }
                }
                try
                {
                    while (true)
                    {
                        var line = Console.ReadLine();
                        if (line is null || line.Length == 0)
                            return 0;
                        var parts = line.Split(';');
                        int quantity = int.Parse(parts[1]);
                        double price = double.Parse(parts[2]);
                        Console.WriteLine(quantity * price);
                    }
                }
                catch (FormatException exception)
                {
                    Console.Error.WriteLine("This is not a number: " + exception.Message);
                    return 1;
                }
            }
        }
        You are a coding assistant. The user asks to fix the error in this file; answer with the changed lines only.
        The method returns the wrong value when the list is empty, because the loop starts at one and not at zero.
        """;

    private static readonly Lazy<BpeVocabulary> Plain = new(static () => BpeVocabulary.Train(Text, Merges));

    /// <summary>The vocabulary, with unused tokens behind it up to a size; 0 for none.</summary>
    public static BpeVocabulary Of(int size) => size == 0 ? Plain.Value : BpeVocabulary.Train(Text, Merges, size);
}
