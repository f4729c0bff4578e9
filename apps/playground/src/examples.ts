interface Example {
  readonly query: string;
  readonly variables?: string;
}

const json = (variables: object) => JSON.stringify(variables, null, 2);
const guest = `guest-${Math.floor(1_000 + Math.random() * 9_000)}`;

/**
 * What the playground opens with: pressed in this order, each goes on where the one before it ended.
 * (The first one has no variables: GraphiQL would not show them before the tab was changed.)
 */
export const exampleTabs: Example[] = [
  {
    query: `# 1. Take a name. This browser keeps the session; queries, mutations and subscriptions share it.
mutation SignIn {
  guestSignIn(handle: "${guest}") {
    id
    handle
    isOnline
  }
}
`,
  },
  {
    query: `# 2. Make a room. "{{newId}}" becomes a new id at every press: the same id twice makes no second room.
mutation CreateRoom($input: CreateChatRoomInput!) {
  createChatRoom(input: $input) {
    id
    name
    memberCount
    cursor
  }
}
`,
    variables: json({ input: { clientRequestId: '{{newId}}', name: '놀이터', members: [] } }),
  },
  {
    query: `# 3. Say something. "{{roomId}}" is the room of step 2. The answer comes when the message is stored for good.
mutation SendMessage($input: SendMessageInput!) {
  sendMessage(input: $input) {
    id
    seq
    number
    text
    createdAt
    author {
      handle
    }
  }
}
`,
    variables: json({ input: { roomId: '{{roomId}}', clientMessageId: '{{newId}}', text: '안녕하세요, Maru!' } }),
  },
  {
    query: `# 4. The rooms of this session, those with the latest activity first.
query Rooms {
  chatRooms(first: 10) {
    edges {
      node {
        id
        name
        memberCount
        unreadCount
        lastActivityAt
        lastMessage {
          text
          author {
            handle
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
  },
  {
    query: `# 5. What happened in the room since it was made ("{{cursor}}"), then live: press SendMessage in another window
# with the same session, and it appears here.
subscription RoomEvents($roomId: ID!, $after: String!) {
  roomEvents(roomId: $roomId, after: $after) {
    __typename
    ... on RoomEvent {
      seq
      cursor
      createdAt
      actor {
        handle
      }
    }
    ... on MessagePosted {
      message {
        number
        text
      }
    }
    ... on ResyncRequired {
      reason
    }
  }
}
`,
    variables: json({ roomId: '{{roomId}}', after: '{{cursor}}' }),
  },
  {
    query: `# 6. The room list as an application shows it: all of it first, then what changed.
subscription Inbox {
  inbox {
    isSnapshot
    rooms {
      room {
        id
        name
        unreadCount
        lastMessage {
          text
        }
      }
      typing {
        handle
      }
    }
    removedRoomIds
    online {
      handle
    }
  }
}
`,
  },
  {
    query: `# 7. Search in the rooms of this session; highlights are offsets into the text.
query Search($input: SearchMessagesInput!) {
  searchMessages(input: $input, first: 10) {
    edges {
      node {
        message {
          text
          createdAt
        }
        highlights {
          start
          end
        }
      }
    }
  }
}
`,
    variables: json({ input: { text: '안녕' } }),
  },
];
