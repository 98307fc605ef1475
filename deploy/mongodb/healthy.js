// Healthy: this mongod is the primary of its replica set. Initiates the set where that has not been done, which is no
// matter for the image's own first start: that one is alone on loopback, without a replica set. For mongosh, with --nodb.

const fs = require("fs");

const password = fs.readFileSync("/run/secrets/root-password", "utf8").replace(/\r?\n$/, "");
// by the name that the set knows it by, so that nothing is done before the real start
const admin = new Mongo(
  `mongodb://root:${encodeURIComponent(password)}@mongodb:27017/?authSource=admin&directConnection=true&serverSelectionTimeoutMS=3000`,
).getDB("admin");
const NOT_YET_INITIALIZED = 94;

function initiated() {
  try {
    admin.runCommand({ replSetGetStatus: 1 });
    return true;
  } catch (refused) {
    if (refused.code === NOT_YET_INITIALIZED) {
      return false;
    }
    throw refused;
  }
}

if (!initiated()) {
  admin.runCommand({
    replSetInitiate: { _id: "spillway", members: [{ _id: 0, host: "mongodb:27017" }] },
  });
}
quit(admin.runCommand({ hello: 1 }).isWritablePrimary ? 0 : 1);
