import java.util.Arrays;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;

/** DynamoDB Local, listening on loopback only: its own main class knows no such option and listens everywhere. */
public final class LoopbackServer {
    public static void main(String[] args) throws Exception {
        var dynamoDb = ServerRunner.createServerFromCommandLineArgs(args);
        var field = dynamoDb.getClass().getDeclaredField("server");
        field.setAccessible(true);
        var jetty = (Server) field.get(dynamoDb);
        Arrays.stream(jetty.getConnectors()).forEach(connector -> ((ServerConnector) connector).setHost("127.0.0.1"));
        dynamoDb.safeStart();
        dynamoDb.join();
    }

    private LoopbackServer() {}
}
