// The services' accounts in MongoDB, each with the least rights that it needs. For mongosh, connected as root: the image mongo:8.0
// runs it once, at the first start with an empty volume, when it lies in /docker-entrypoint-initdb.d. It may be run again at
// any time, on the primary, and then gives the accounts the passwords and the rights of now:
//
//   mongosh --username root --authenticationDatabase admin --file accounts.js
//
// Passwords are read from files, without the newline that may end them; SPILLWAY_SECRETS is another folder for them:
//
//   /run/secrets/gateway-password         mongodb://gateway:…@mongodb/identity?authSource=admin
//   /run/secrets/writer-password          mongodb://writer:…@mongodb/orders?authSource=admin
//   /run/secrets/order-service-password   mongodb://order-service:…@mongodb/orders?authSource=admin
//
// What an account may do is a role of the same name, collection by collection: built-in roles hold for whole databases, and
// `readWrite` lets an account drop and rename collections. A collection comes into being with its first index or document,
// and neither its account nor any other may ever drop it.

const fs = require("fs");

const secrets = process.env.SPILLWAY_SECRETS || "/run/secrets";
const admin = db.getSiblingDB("admin");

const rights = {
  // Accounts, sessions and revocations of keys. Forgets sessions; the rest expires, which the server sees to by itself.
  gateway: [
    on("identity", "users", ["find", "insert", "update", "createIndex"]),
    on("identity", "sessions", ["find", "insert", "update", "remove", "createIndex"]),
    on("identity", "revocations", ["find", "insert", "update", "createIndex"]),
  ],
  // Deleted orders become tombstones, and tombstones and ledger expire.
  writer: [
    on("orders", "orders", ["find", "insert", "update", "createIndex"]),
    on("orders", "batches", ["find", "insert", "createIndex"]),
    on("orders", "suspects", ["find", "insert", "update", "remove", "createIndex"]),
  ],
  "order-service": [
    on("orders", "orders", ["find"]),
    on("orders", "batches", ["find"]),
  ],
};

function on(database, collection, actions) {
  return { resource: { db: database, collection: collection }, actions: actions };
}

function password(account) {
  const file = `${secrets}/${account}-password`;
  const text = fs.readFileSync(file, "utf8").replace(/\r?\n$/, "");
  if (text === "") {
    throw new Error(`${file} is empty; an account needs a password`);
  }
  return text;
}

// All before the first is made: a missing file leaves nothing half done.
const passwords = Object.fromEntries(Object.keys(rights).map((account) => [account, password(account)]));

for (const account of Object.keys(rights)) {
  if (admin.getRole(account)) {
    admin.updateRole(account, { privileges: rights[account], roles: [] });
  } else {
    admin.createRole({ role: account, privileges: rights[account], roles: [] });
  }
  const user = { pwd: passwords[account], roles: [{ role: account, db: "admin" }] };
  if (admin.getUser(account)) {
    admin.updateUser(account, user);
  } else {
    admin.createUser({ user: account, ...user });
  }
  print(`MongoDB account ${account} is ready`);
}
