// Makes a replica set of one out of this mongod, where that has not been done; see `healthy`. For mongosh, with --nodb.

const fs = require("fs");

const password = fs.readFileSync("/run/secrets/root-password", "utf8").replace(/\r?\n$/, "");
const admin = new Mongo(
  `mongodb://root:${encodeURIComponent(password)}@mongodb:27017/?authSource=admin&directConnection=true&serverSelectionTimeoutMS=3000`,
).getDB("admin");
const NOT_YET_INITIALIZED = 94;

try {
  admin.runCommand({ replSetGetStatus: 1 });
} catch (refused) {
  if (refused.code !== NOT_YET_INITIALIZED) {
    throw refused;
  }
  admin.runCommand({
    replSetInitiate: { _id: "spillway", members: [{ _id: 0, host: "mongodb:27017" }] },
  });
  print("initiated the replica set");
}
