using Assistant.Server.Engine.Chat;
using Xunit;

namespace Assistant.Tests.Server;

/// <summary>Questions of a conversation wait for each other, and for no others.</summary>
public sealed class QuestionOrderTests
{
    [Fact]
    public async Task One_after_the_other_and_who_does_not_wait_is_passed_over()
    {
        var order = new QuestionOrder();
        using var stop = new CancellationTokenSource();
        var first = await order.EnterAsync("a", default);
        var second = order.EnterAsync("a", stop.Token);
        var third = order.EnterAsync("a", default);
        using var other = await order.EnterAsync("b", default);
        Assert.Equal((false, false), (second.IsCompleted, third.IsCompleted));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(third.IsCompleted);
        first.Dispose();
        var entered = await third;
        var fourth = order.EnterAsync("a", default);
        // Leaving twice lets nobody in twice.
        first.Dispose();
        Assert.False(fourth.IsCompleted);
        entered.Dispose();
        (await fourth).Dispose();
        Assert.True(order.EnterAsync("a", default).IsCompletedSuccessfully);
    }
}
